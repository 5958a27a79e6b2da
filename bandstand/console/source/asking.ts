// Asks the console, and hears its pictures.

import type { Given, Picture } from "./picture";

const element = document.getElementById("console");
if (!element) throw new Error("the page has no place for the console");
export const place = element;
export const given: Given = JSON.parse(place.dataset["given"] ?? "{}");

/** After so long without a picture nothing is known of what was told. */
const SILENT_MS = 5_000;

/** Calls back at each picture, and with when the last came once none comes any more. */
export function hear(news: (picture: Picture) => void, lost: (since: Date | null) => void): void {
  let last: Date | null = null;
  const source = new EventSource("events");
  source.onmessage = (told) => {
    last = new Date();
    news(JSON.parse(told.data) as Picture);
  };
  const opened = Date.now();
  setInterval(() => {
    if (Date.now() - (last?.getTime() ?? opened) > SILENT_MS) lost(last);
  }, 1_000);
}

/** What is answered; throws what is told of a failure. */
async function answered<T>(asked: Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await asked;
  } catch {
    throw new Error("the console does not answer: does it still run?");
  }
  const told: unknown = await response.json();
  if (!response.ok) throw new Error((told as { error?: string }).error ?? `${response.status}`);
  return told as T;
}

export function ask<T>(what: string, query: Record<string, string>): Promise<T> {
  return answered(fetch(`${what}?${new URLSearchParams(query)}`));
}

export function change<T>(what: string, body: unknown): Promise<T> {
  const headers = { "Content-Type": "application/json", "X-Console-Token": given.token };
  return answered(fetch(what, { method: "POST", headers, body: JSON.stringify(body) }));
}

export const number = new Intl.NumberFormat("en");

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

export function told(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
