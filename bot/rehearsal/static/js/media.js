/** Photos, files, voices, stickers, dice, places and contacts inside a message. */

import { fileAddress } from "./api.js";
import { h, icon } from "./dom.js";
import { number, t } from "./text.js";

const PICTURES = ["photo", "video", "animation", "video_note", "sticker", "document", "audio", "voice"];

/** The nodes of everything in `message` that is not text; empty for plain text. */
export function attachments(message) {
  const nodes = [];
  if (message.photo) nodes.push(photo(message.photo, message.has_media_spoiler));
  if (message.sticker) nodes.push(sticker(message.sticker));
  if (message.animation) nodes.push(moving(message.animation, t("animation")));
  else if (message.document) nodes.push(file(message.document, message.document.file_name ?? t("document")));
  if (message.video) nodes.push(moving(message.video, t("video")));
  if (message.video_note) nodes.push(moving(message.video_note, t("video")));
  if (message.audio) nodes.push(file(message.audio, message.audio.title ?? message.audio.file_name ?? t("audio")));
  if (message.voice) nodes.push(voice(message.voice));
  if (message.dice) nodes.push(dice(message.dice));
  if (message.contact) nodes.push(contact(message.contact));
  if (message.venue) nodes.push(place(message.venue.title, message.venue.address));
  else if (message.location) nodes.push(place(t("location"), coordinates(message.location)));
  return nodes;
}

/** A word for what a message carries, for previews: empty when it is plain text. */
export function kindOf(message) {
  for (const kind of [...PICTURES, "dice", "contact", "location", "poll"]) {
    if (!message[kind]) continue;
    if (kind === "dice") return message.dice.emoji;
    if (kind === "sticker") return `${message.sticker.emoji ?? ""} ${t("sticker")}`.trim();
    if (kind === "poll") return `📊 ${message.poll.question}`;
    if (kind === "video_note") return t("video");
    return t(kind);
  }
  return "";
}

/** A picture that bears a message's cover until pressed, and a sign in its place when it cannot be read. */
export function photo(sizes, covered = false) {
  const best = sizes.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
  const image = h("img", {
    src: fileAddress(best.file_id),
    alt: t("photo"),
    loading: "lazy",
    width: String(best.width),
    height: String(best.height),
  });
  const frame = h("figure", { class: covered ? "photo covered" : "photo" }, image);
  image.addEventListener("error", () => frame.replaceChildren(h("span", { class: "photo-missing" }, icon("file"), t("photo"))));
  if (covered) frame.addEventListener("click", () => frame.classList.remove("covered"), { once: true });
  return frame;
}

function sticker(one) {
  const image = h("img", { src: fileAddress(one.file_id), alt: t("sticker"), loading: "lazy" });
  const box = h("div", { class: "sticker" }, image);
  image.addEventListener("error", () => box.replaceChildren(one.emoji ?? "🙂"));
  return box;
}

function moving(one, label) {
  return h(
    "div",
    { class: "moving", role: "img", "aria-label": label },
    h("span", { class: "play", "aria-hidden": "true" }, "▶"),
    h("span", { class: "duration" }, duration(one.duration)),
  );
}

function file(one, name) {
  return h(
    "a",
    { class: "file", href: fileAddress(one.file_id), download: name },
    h("span", { class: "file-sign" }, icon("file")),
    h("span", { class: "file-words" }, h("bdi", { class: "file-name" }, name), h("small", null, size(one.file_size))),
  );
}

function voice(one) {
  const bars = Array.from({ length: 28 }, (_, place) => {
    const bar = h("i");
    bar.style.height = `${22 + Math.abs(Math.sin(place * 1.7 + (one.duration ?? 1))) * 70}%`;
    return bar;
  });
  return h(
    "div",
    { class: "voice", role: "img", "aria-label": t("voice") },
    h("span", { class: "play", "aria-hidden": "true" }, "▶"),
    h("span", { class: "wave", "aria-hidden": "true" }, bars),
    h("small", null, duration(one.duration)),
  );
}

function dice({ emoji, value }) {
  return h(
    "div",
    { class: "dice", role: "img", "aria-label": t("dice-value", { emoji, value }) },
    h("span", { class: "dice-emoji" }, emoji),
    h("span", { class: "dice-value" }, value),
  );
}

function contact(one) {
  const name = [one.first_name, one.last_name].filter(Boolean).join(" ");
  return h("div", { class: "card" }, h("span", { class: "card-sign" }, "👤"), h("span", null, h("bdi", null, name), h("small", null, one.phone_number)));
}

function place(title, words) {
  return h("div", { class: "card" }, h("span", { class: "card-sign" }, "📍"), h("span", null, h("bdi", null, title), h("small", null, words)));
}

const coordinates = ({ latitude, longitude }) => `${Number(latitude).toFixed(4)}, ${Number(longitude).toFixed(4)}`;

function duration(seconds = 0) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

function size(bytes) {
  if (!bytes) return "";
  if (bytes < 1024) return `${number(bytes)} B`;
  if (bytes < 1024 * 1024) return `${number(Math.round(bytes / 102.4) / 10)} KB`;
  return `${number(Math.round(bytes / 104857.6) / 10)} MB`;
}
