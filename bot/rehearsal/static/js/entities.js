/** Message text with its entities; offsets are UTF-16 units, as JavaScript's own strings count. */

import { h } from "./dom.js";
import { t } from "./text.js";

/** Nodes for `text`; `deeds` says what links, mentions and commands do. */
export function formatted(text, entities, deeds) {
  const ordered = [...(entities ?? [])]
    .filter(({ offset, length }) => Number.isInteger(offset) && offset >= 0 && length > 0)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, 0, text.length, ordered, deeds);
}

function span(text, start, end, entities, deeds) {
  const nodes = [];
  let at = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    index += 1;
    if (from >= to) continue;
    const inner = [];
    while (index < entities.length && entities[index].offset < to) inner.push(entities[index++]);
    if (from > at) nodes.push(text.slice(at, from));
    nodes.push(dressed(entity, text.slice(from, to), span(text, from, to, inner, deeds), deeds));
    // A block ends its line by itself: the line break behind it shows nothing more.
    at = BLOCKS.has(entity.type) && text[to] === "\n" ? to + 1 : to;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

function dressed(entity, raw, children, deeds) {
  if (TAGS[entity.type]) return h(TAGS[entity.type], null, children);
  switch (entity.type) {
    case "pre":
      return h("pre", { class: "code-block", "data-language": entity.language ?? null, tabindex: "0" }, h("code", null, children));
    case "blockquote":
      return h("blockquote", null, children);
    case "expandable_blockquote":
      return expandable(children);
    case "spoiler":
      return spoiler(children);
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/i.test(raw) ? raw : `https://${raw}`, children, deeds);
    case "text_link":
      return link(entity.url, children, deeds);
    case "email":
      return link(`mailto:${raw}`, children, deeds);
    case "bot_command":
      return pressable(children, () => deeds.command?.(raw));
    case "mention":
      return pressable(children, () => deeds.mention?.(raw.slice(1)));
    case "text_mention":
      return pressable(children, () => deeds.person?.(entity.user.id));
    case "hashtag":
    case "cashtag":
    case "phone_number":
      return h("span", { class: "tag" }, children);
    default:
      return h("span", null, children);
  }
}

/** Only addresses that cannot run a script become links. */
export function safeAddress(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:", "tg:"].includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

function link(address, children, deeds) {
  const url = safeAddress(address);
  if (!url) return h("span", null, children);
  const open = (event) => {
    if (deeds.link?.(url)) event.preventDefault();
    else if (url.protocol === "tg:") event.preventDefault();
  };
  return h(
    "a",
    { href: url.href, target: "_blank", rel: "noopener noreferrer", title: url.href, on: { click: open } },
    children,
  );
}

function pressable(children, onClick) {
  return h("button", { type: "button", class: "text-link", on: { click: onClick } }, children);
}

function spoiler(children) {
  const cover = h("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler") }, children);
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    cover.classList.add("shown");
    cover.removeAttribute("role");
    cover.removeAttribute("aria-label");
  };
  cover.addEventListener("click", reveal);
  cover.addEventListener("keydown", reveal);
  return cover;
}

function expandable(children) {
  const quote = h("blockquote", { class: "expandable", tabindex: "0" }, children);
  quote.addEventListener("click", () => quote.classList.toggle("open"));
  return quote;
}
