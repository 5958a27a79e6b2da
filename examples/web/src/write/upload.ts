// Uploading: from a file of this device to a picture that an article can name.
import { encode } from "blurhash";
import { type PictureFragment, StartUploadDocument, type StartUploadMutation } from "../generated";
import { send, sentence } from "../sending";

/** What may be chosen. What else the service takes it says when it is asked. */
export const PICTURES = "image/jpeg,image/png,image/gif,image/webp,image/avif";
export const TAKEN = `${PICTURES},video/mp4,video/webm`;

const HASHED_PIXELS = 32;

/**
 * Put a file where uploads are kept.
 *
 * tell: told how much of it was taken, from 0 to 1. Throws Error, with a sentence for people.
 */
export async function upload(file: File, tell: (share: number) => void): Promise<PictureFragment> {
  const [seen, { payload, wrong }] = await Promise.all([look(file), send(StartUploadDocument, { input: { type: file.type, size: file.size } })]);
  if (wrong.length) throw new Error(sentence(wrong));
  const ticket = payload?.upload;
  if (!ticket) throw new Error("Nothing can be uploaded now. Try again later.");
  await put(file, ticket, tell);
  return { url: ticket.mediaUrl, alt: "", type: file.type, ...seen };
}

type Ticket = NonNullable<NonNullable<StartUploadMutation["startUpload"]>["upload"]>;

function put(file: File, ticket: Ticket, tell: (share: number) => void): Promise<void> {
  // fetch does not say how far it is.
  const request = new XMLHttpRequest();
  return new Promise((done, fail) => {
    request.open(ticket.method, ticket.url);
    for (const { name, value } of ticket.headers) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => tell(total ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? done() : fail(new Error(why(request.responseText))));
    request.onerror = () => fail(new Error("The file did not get through. Try again."));
    request.send(file);
  });
}

function why(answer: string): string {
  try {
    const [{ message }] = JSON.parse(answer).errors;
    return `It was not taken: ${message}.`;
  } catch {
    return "It was not taken. Try again.";
  }
}

/** How large a picture is, and how it looks from afar. */
async function look(file: File): Promise<Pick<PictureFragment, "width" | "height" | "blurHash">> {
  const nothing = { width: null, height: null, blurHash: null };
  if (!file.type.startsWith("image/")) return nothing;
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return nothing;
  const { width, height } = bitmap;
  const scale = HASHED_PIXELS / Math.max(width, height);
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [w, h];
  const drawn = canvas.getContext("2d");
  if (!drawn) return { ...nothing, width, height };
  drawn.drawImage(bitmap, 0, 0, w, h);
  bitmap.close();
  return { width, height, blurHash: encode(drawn.getImageData(0, 0, w, h).data, w, h, 4, 3) };
}
