/** Round pictures of people and groups, drawn from their names. */

import { h } from "./dom.js";
import { store } from "./store.js";
import { hueOf, isPrivate, nameOf, titleOf } from "./world.js";

const GRAPHEMES = typeof Intl.Segmenter === "function" ? new Intl.Segmenter() : null;

function initial(name) {
  const bare = name.replace(/[\p{Cf}\p{Z}\p{Cc}#@]/gu, "");
  if (!bare) return "·";
  const first = GRAPHEMES ? GRAPHEMES.segment(bare)[Symbol.iterator]().next().value.segment : [...bare][0];
  // A tower of combining marks would stand out of its circle.
  return first.length > 14 ? [...first][0] : first.toLocaleUpperCase();
}

function circle(id, name, kind) {
  return h("span", { class: `avatar ${kind} hue-${hueOf(id)}`, "aria-hidden": "true" }, initial(name));
}

export function botAvatar() {
  return h("span", { class: "avatar bot", "aria-hidden": "true" }, h("img", { src: "/static/logo.svg", alt: "", width: "40", height: "40" }));
}

export function personAvatar(person) {
  if (person && store.bot && person.id === store.bot.id) return botAvatar();
  return circle(person?.id ?? 0, nameOf(person), "person");
}

export function chatAvatar(chat) {
  if (isPrivate(chat)) return botAvatar();
  return circle(chat.id, titleOf(chat), "group");
}

export function authorAvatar(author) {
  if (!author.chat && store.bot && author.id === store.bot.id) return botAvatar();
  return circle(author.id, author.name, author.chat ? "group" : "person");
}
