/** Questions about the world: who is whom, who is where, who may do what. */

import { store } from "./store.js";
import { t } from "./text.js";

// Marks that show nothing alone: formats, spaces, combining marks and the blank letters of Hangul and Braille.
const INVISIBLE = /[\p{Cf}\p{Z}\p{M}\p{Cc}\u115f\u1160\u3164\uffa0\u2800]/gu;

/** A name as people see it; a name of invisible signs becomes a number. */
export function nameOf(someone) {
  if (!someone) return t("nobody");
  const name = [someone.first_name, someone.last_name].filter(Boolean).join(" ");
  return name.replace(INVISIBLE, "") ? name : `#${someone.id}`;
}

export function personOf(id) {
  if (store.bot && id === store.bot.id) return { ...store.bot, is_bot: true };
  return store.people.get(id) ?? null;
}

export function humans() {
  return [...store.people.values()].filter((person) => !person.is_bot);
}

export function isPrivate(chat) {
  return chat.type === "private";
}

/** The chat of this id; a person's DM with the bot exists before its first message. */
export function chatOf(id) {
  const chat = store.chats.get(id);
  if (chat || id <= 0 || !store.people.has(id)) return chat ?? null;
  return { id, type: "private", title: null, topics: [], members: [], pinned: [], join_requests: [], invite_links: [], last: null };
}

export function titleOf(chat) {
  if (isPrivate(chat)) return nameOf(store.bot);
  return (chat.title ?? "").replace(INVISIBLE, "") ? chat.title : `#${chat.id}`;
}

export function membershipOf(chat, personId) {
  return chat.members?.find((member) => member.user.id === personId) ?? null;
}

export function isIn(membership) {
  if (!membership) return false;
  if (membership.status === "restricted") return membership.is_member !== false;
  return ["creator", "administrator", "member"].includes(membership.status);
}

export function isAdmin(membership) {
  return membership?.status === "creator" || membership?.status === "administrator";
}

/** Everybody who is inside a chat, officers first. */
export function insiders(chat) {
  const rank = { creator: 0, administrator: 1, member: 2, restricted: 3 };
  return (chat.members ?? []).filter(isIn).sort((a, b) => rank[a.status] - rank[b.status]);
}

/** A person's chats, the liveliest first, and those that could be joined. */
export function chatsFor(personId) {
  const mine = [chatOf(personId)].filter(Boolean);
  const others = [];
  for (const chat of store.chats.values()) {
    if (isPrivate(chat)) continue;
    if (chat.migrated_to && store.chats.has(chat.migrated_to)) continue;
    (isIn(membershipOf(chat, personId)) ? mine : others).push(chat);
  }
  const lively = (a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0);
  return { mine: mine.sort(lively), others: others.sort(lively) };
}

export function hasAsked(chat, personId) {
  return (chat.join_requests ?? []).some((request) => (request.person?.id ?? request.person) === personId);
}

/** Who wrote a message: a person, or the chat that spoke through it. */
export function authorOf(message) {
  if (message.sender_chat) {
    const chat = message.sender_chat;
    return { key: `c${chat.id}`, id: chat.id, name: chat.title ?? titleOf(chatOf(chat.id) ?? chat), chat: true };
  }
  if (message.from) return { key: `p${message.from.id}`, id: message.from.id, name: nameOf(message.from), chat: false };
  return { key: `c${message.chat.id}`, id: message.chat.id, name: message.chat.title ?? "", chat: true };
}

/** Whether a person sees this message on the right-hand side. */
export function isMine(message, personId) {
  return !message.sender_chat && message.from?.id === personId;
}

/** The bot's commands for this person in this chat, by the narrowest scope that has any. */
export function commandsFor(chat, personId) {
  const admin = isAdmin(membershipOf(chat, personId));
  const scopes = isPrivate(chat)
    ? ["chat", "all_private_chats", "default"]
    : [
        "chat_member",
        ...(admin ? ["chat_administrators"] : []),
        "chat",
        ...(admin ? ["all_chat_administrators"] : []),
        "all_group_chats",
        "default",
      ];
  const spoken = (store.people.get(personId)?.language_code ?? "").split("-")[0];
  const fits = ({ scope }, type) =>
    scope.type === type &&
    (scope.chat_id === undefined || Number(scope.chat_id) === chat.id) &&
    (scope.user_id === undefined || Number(scope.user_id) === personId);
  for (const type of scopes) {
    const rows = (store.bot?.commands ?? []).filter((row) => fits(row, type));
    const row = rows.find(({ language_code: code }) => code === spoken) ?? rows.find(({ language_code: code }) => !code);
    if (row?.commands.length) return row.commands;
  }
  return [];
}

/** One of eight hues that stays with an id. */
export function hueOf(id) {
  return Math.abs(Number(id)) % 8;
}
