/** What belongs to this browser alone: the columns, their open chats, drafts and choices. */

import { onArrival, store } from "./store.js";
import { chatsFor, humans, isMine } from "./world.js";

export const session = {
  columns: [],
  active: 0,
  showsCalls: false,
  drafts: new Map(),
  choices: new Map(),
};

const KEY = "hearth.session";
let nextId = 1;

export function newColumn(person, chat = null) {
  return { id: nextId++, person, chat, thread: null, reply: null, edit: null, anonymous: undefined, keyboard: true };
}

/** The columns of the address, of the last visit, or some people of the largest group. */
export function restoreSession() {
  const asked = new URLSearchParams(location.search);
  if (asked.has("people")) {
    const chat = asked.has("chat") ? Number(asked.get("chat")) : null;
    const people = asked.get("people").split(",").map(Number).filter((id) => store.people.has(id));
    session.columns = people.map((id) => newColumn(id, chat === 0 ? id : chat));
    session.showsCalls = asked.get("calls") === "1";
    if (session.columns.length) return;
  }
  const kept = read();
  session.showsCalls = kept?.showsCalls ?? innerWidth >= 1280;
  const columns = (kept?.columns ?? []).filter(({ person }) => store.people.has(person));
  session.columns = columns.map(({ person, chat }) => newColumn(person, chat));
  session.active = Math.min(kept?.active ?? 0, Math.max(0, session.columns.length - 1));
  if (session.columns.length === 0) inviteSome();
}

/** Opens a few people when nobody is open yet. */
export function inviteSome() {
  const people = humans();
  if (people.length === 0) return;
  const groups = [...store.chats.values()].filter((chat) => chat.type !== "private" && !chat.migrated_to);
  const count = (chat) => chat.members?.length ?? 0;
  groups.sort((a, b) => count(b) - count(a) || (b.last?.date ?? 0) - (a.last?.date ?? 0));
  const largest = groups[0];
  const order = (person) => {
    const status = largest?.members?.find((member) => member.user.id === person.id)?.status;
    return { creator: 0, member: 1, administrator: 2, restricted: 3 }[status] ?? 4;
  };
  const room = innerWidth >= 1700 ? 3 : innerWidth >= 1000 ? 2 : 1;
  session.columns = people
    .sort((a, b) => order(a) - order(b))
    .slice(0, room)
    .map((person, index) => {
      const { mine } = chatsFor(person.id);
      const rooms = groups.filter(({ id }) => mine.some((chat) => chat.id === id));
      // Beside others, whoever owns the group looks into the next largest of theirs, such as a staff chat.
      const chat = (index === 0 && room > 1 ? rooms[1] : null) ?? rooms[0] ?? mine[0];
      return newColumn(person.id, innerWidth >= 700 ? (chat?.id ?? null) : null);
    });
}

export function saveSession() {
  const columns = session.columns.map(({ person, chat }) => ({ person, chat }));
  const { active, showsCalls } = session;
  localStorage.setItem(KEY, JSON.stringify({ columns, active, showsCalls }));
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export const draftKey = (column) => `${column.person}:${column.chat}:${column.thread ?? ""}`;

export const unreadOf = (person, chat) => store.unread.get(`${person}:${chat}`) ?? 0;

export function markRead(column) {
  if (column.chat !== null) store.unread.delete(`${column.person}:${column.chat}`);
}

onArrival((chatId, message) => {
  for (const column of session.columns) {
    if (column.chat === chatId || isMine(message, column.person)) continue;
    const key = `${column.person}:${chatId}`;
    store.unread.set(key, (store.unread.get(key) ?? 0) + 1);
  }
});
