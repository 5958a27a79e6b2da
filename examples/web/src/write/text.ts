// Text: what is typed into a box, and the HTML that it stands for. Empty lines part paragraphs;
// `## ` begins a heading, `- ` a line of a list, `> ` what somebody else said; **strong**,
// _stressed_, `code` and [words](https://…) are as in Markdown.

const MARKS: [RegExp, string][] = [
  [/`([^`]+)`/g, "<code>$1</code>"],
  [/\*\*([^*]+)\*\*/g, "<strong>$1</strong>"],
  [/(?<![\w/])_([^_]+)_(?!\w)/g, "<em>$1</em>"],
  [/\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g, '<a href="$2">$1</a>'],
];

/** Text as HTML. What looks like a tag is what was typed. */
export function htmlOf(text: string): string {
  const parts = text.replaceAll("\r", "").split(/\n{2,}/);
  return parts.map((part) => part.trim()).filter(Boolean).map(block).join("");
}

/** HTML as text. */
export function textOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return [...body.childNodes].map(textOfBlock).filter(Boolean).join("\n\n");
}

/** Whether HTML is the same again, when it was text in between. */
export function isText(html: string): boolean {
  return plain(htmlOf(textOf(html))) === plain(html);
}

function block(part: string): string {
  const lines = part.split("\n");
  const without = (mark: string) => lines.map((line) => marked(line.slice(mark.length)));
  if (part.startsWith("## ") && lines.length === 1) return `<h2>${marked(part.slice(3))}</h2>`;
  if (lines.every((line) => line.startsWith("- "))) return `<ul>${without("- ").map((line) => `<li>${line}</li>`).join("")}</ul>`;
  if (lines.every((line) => line.startsWith("> "))) return `<blockquote><p>${without("> ").join("<br>")}</p></blockquote>`;
  return `<p>${lines.map(marked).join("<br>")}</p>`;
}

function marked(line: string): string {
  const escaped = line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return MARKS.reduce((text, [mark, html]) => text.replace(mark, html), escaped);
}

function textOfBlock(node: ChildNode): string {
  if (!(node instanceof HTMLElement)) return node.textContent?.trim() ?? "";
  const inner = textWithin(node).trim();
  switch (node.tagName) {
    case "H1":
    case "H2":
    case "H3":
      return `## ${inner}`;
    case "UL":
      return [...node.children].map((one) => `- ${textWithin(one).trim()}`).join("\n");
    case "BLOCKQUOTE":
      return inner.split("\n").map((line) => `> ${line}`).join("\n");
    default:
      return inner;
  }
}

function textWithin(node: Node): string {
  if (!(node instanceof Element)) return node.textContent ?? "";
  const inner = [...node.childNodes].map(textWithin).join("");
  switch (node.tagName) {
    case "BR":
      return "\n";
    case "STRONG":
    case "B":
      return `**${inner}**`;
    case "EM":
    case "I":
      return `_${inner}_`;
    case "CODE":
      return `\`${inner}\``;
    case "A":
      return `[${inner}](${node.getAttribute("href") ?? ""})`;
    default:
      return inner;
  }
}

/** HTML as a browser writes it, without what says nothing. */
function plain(html: string): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const link of body.querySelectorAll("a")) {
    for (const { name } of [...link.attributes]) if (name !== "href") link.removeAttribute(name);
  }
  return body.innerHTML.replace(/\s*\n\s*/g, "");
}
