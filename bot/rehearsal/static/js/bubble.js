/** One message, or one album, as a bubble. */

import { act } from "./api.js";
import { attachments, photo } from "./media.js";
import { authorAvatar } from "./avatars.js";
import { formatted } from "./entities.js";
import { coloured, h, icon } from "./dom.js";
import { inlineKeyboard } from "./keyboards.js";
import { pollView } from "./polls.js";
import { preview } from "./preview.js";
import { clockTime, dayAndTime, t } from "./text.js";
import { authorOf, hueOf, isMine, nameOf, personOf } from "./world.js";

/** `shape` is `{first, last}`: whether the bubble begins or ends a run of one author's. */
export function bubble(messages, column, shape, view) {
  const message = messages.find((one) => one.caption) ?? messages[0];
  const mine = isMine(message, column.person);
  const author = authorOf(message);
  const bare = isBare(message);
  const classes = ["message", mine ? "mine" : "theirs", shape.first && "first", shape.last && "last", bare && "bare", message.deleted && "deleted"];
  const menu = (event) => {
    event.preventDefault();
    view.messageMenu(message, more);
  };
  const more = h(
    "button",
    { type: "button", class: "message-more", "aria-label": t("message-menu"), title: t("message-menu"), "data-testid": "message-menu", "data-focus": "menu", on: { click: menu } },
    icon("more"),
  );
  const body = h(
    "div",
    { class: "bubble", on: { dblclick: (event) => view.replyByGesture(event, message) } },
    shape.first && !mine && !bare ? signature(message, author) : null,
    forwarded(message),
    replied(message, view),
    messages.length > 1 ? album(messages) : attachments(message),
    message.poll ? pollView(message, column, view.trying) : null,
    words(message, view),
    meta(message),
  );
  return h(
    "article",
    {
      class: classes.filter(Boolean).join(" "),
      "data-testid": "message",
      "data-message": message.message_id,
      "aria-label": t("message-by", { name: mine ? t("you") : author.name }),
      on: { contextmenu: (event) => (event.target.closest("a, pre") ? null : menu(event)) },
    },
    mine ? null : h("span", { class: "message-avatar" }, shape.last ? authorAvatar(author) : null),
    h("div", { class: "message-stack" }, h("div", { class: "bubble-line" }, body, more), inlineKeyboard(message, column, view), reactions(message, column, view)),
  );
}

/** Stickers and single emoji stand without a bubble. */
function isBare(message) {
  return Boolean(message.sticker || message.dice) && !message.reply_to_message && !message.forward_origin;
}

function signature(message, author) {
  const name = h("bdi", { class: `author ink-${hueOf(author.id)}`, "data-testid": "author" }, author.name);
  const tag = message.sender_tag ?? message.author_signature;
  return h(
    "p",
    { class: "signature" },
    name,
    message.from?.is_bot && !author.chat ? h("span", { class: "badge" }, t("bot")) : null,
    tag ? h("bdi", { class: "badge soft" }, tag) : null,
    message.via_bot ? h("span", { class: "via" }, t("via", { name: message.via_bot.username ?? "" })) : null,
  );
}

function forwarded(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name =
    origin.sender_user_name ??
    (origin.sender_user ? nameOf(origin.sender_user) : (origin.sender_chat ?? origin.chat)?.title) ??
    t("nobody");
  return h("p", { class: "forwarded" }, t("forwarded-from"), " ", h("bdi", null, name));
}

function replied(message, view) {
  const target = message.reply_to_message;
  const quote = message.quote?.text;
  if (!target && !message.external_reply) return null;
  // In a forum every message of a topic answers the message that made the topic.
  if (target?.forum_topic_created && !quote) return null;
  const author = target ? authorOf(target) : null;
  return h(
    "button",
    { type: "button", class: `replied ink-${hueOf(author?.id ?? 0)}`, on: { click: () => target && view.scrollTo(target.message_id) } },
    h("bdi", { class: "replied-name" }, author?.name ?? t("elsewhere")),
    h("span", { class: "replied-words", dir: "auto" }, quote ?? (target ? preview(target) : "")),
  );
}

function album(messages) {
  return h(
    "div",
    { class: `album of-${Math.min(messages.length, 4)}` },
    messages.map((one) =>
      h("div", { class: one.deleted ? "album-part deleted" : "album-part", "data-part": one.message_id }, one.photo ? photo(one.photo, one.has_media_spoiler) : attachments(one)),
    ),
  );
}

function words(message, view) {
  const text = message.text ?? message.caption;
  if (text === undefined || text === null) {
    const known = attachments(message).length || message.poll;
    return known ? null : h("p", { class: "words unknown" }, t("unknown-message"));
  }
  const entities = message.entities ?? message.caption_entities;
  const large = !entities?.length && /^(\p{Extended_Pictographic}|\u200d|\ufe0f|\p{Emoji_Modifier}){1,12}$/u.test(text) && [...text].length <= 6;
  return h("div", { class: large ? "words large" : "words", dir: "auto", "data-testid": "words" }, formatted(text, entities, view.deeds));
}

function meta(message) {
  const at = message.date;
  return h(
    "span",
    { class: "meta", title: dayAndTime(at) },
    message.deleted ? h("span", { class: "was-deleted" }, t("deleted")) : null,
    message.edit_date && !message.deleted ? t("edited") : null,
    h("time", { datetime: new Date(message.date * 1000).toISOString() }, clockTime(message.date)),
  );
}

function reactions(message, column, view) {
  const entries = Object.entries(message.reactions ?? {}).filter(([, people]) => people.length);
  if (entries.length === 0) return null;
  return h(
    "div",
    { class: "reactions" },
    entries.map(([emoji, people]) => {
      const mine = people.includes(column.person);
      const names = people.slice(0, 12).map((id) => nameOf(personOf(id)));
      const toggle = () =>
        view.trying(() => act(column.person, "react", { chat_id: message.chat.id, message_id: message.message_id, emoji: mine ? null : emoji }));
      return h(
        "button",
        { type: "button", class: "reaction", "aria-pressed": String(mine), "data-testid": "reaction", "data-emoji": emoji, "data-focus": `reaction-${emoji}`, title: names.join(t("list-comma")), on: { click: toggle } },
        h("span", null, coloured(emoji)),
        h("span", { class: "reaction-count" }, people.length),
      );
    }),
  );
}
