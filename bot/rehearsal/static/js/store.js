/** What the page knows of the world, kept current by the server's events. */

import { get, listen } from "./api.js";

export const store = {
  loaded: false,
  connected: true,
  ready: true,
  progress: null,
  pushing: false,
  offset: 0,
  nextDue: null,
  bot: null,
  people: new Map(),
  chats: new Map(),
  faults: [],
  calls: [],
  scenes: [],
  messages: new Map(),
  unread: new Map(),
};

const KEPT_CALLS = 500;
const KEPT_MESSAGES = 1500;
const PAGE = 60;
const SOON_MS = 600;
const LATER_MS = 5000;

const listeners = new Set();
const arrivals = new Set();
let pending = new Set();
const pinned = new Map();

/** Calls `listener(topics)` after changes, several at once. */
export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls `listener(chatId, message)` for each message that is new. */
export function onArrival(listener) {
  arrivals.add(listener);
}

/** Tells the listeners soon that `topic` has changed. */
export function changed(topic) {
  if (pending.size === 0) setTimeout(flush, 25);
  pending.add(topic);
}

function flush() {
  const topics = pending;
  pending = new Set();
  for (const listener of listeners) listener(topics);
}

/** The rehearsal's time in seconds. */
export function now() {
  return Date.now() / 1000 + store.offset;
}

/** Listens first, then reads, so that nothing falls between; settles once the world is here. */
export function begin() {
  return new Promise((settle) => {
    listen({
      onEvent: take,
      onOpen: async () => {
        store.connected = true;
        changed("connection");
        await readAgain();
        settle();
      },
      onLost: () => {
        if (!store.connected) return;
        store.connected = false;
        changed("connection");
      },
    });
  });
}

async function readState() {
  const [state, scenes, calls] = await Promise.all([
    get("/control/state"),
    get("/control/scenes"),
    get(`/control/calls?limit=${KEPT_CALLS}`),
  ]);
  store.offset = state.offset_s;
  store.ready = state.ready;
  store.progress = state.progress;
  store.pushing = state.pushing;
  store.nextDue = state.next_due;
  store.faults = state.faults ?? [];
  store.bot = state.bot;
  store.people = new Map(state.people.map((person) => [person.id, person]));
  store.chats = new Map(state.chats.map((chat) => [chat.id, chat]));
  store.scenes = scenes.scenes ?? scenes;
  store.calls = calls.calls.slice(-KEPT_CALLS);
  store.loaded = true;
  for (const topic of ["state", "people", "chats", "calls", "clock", "faults", "progress"]) changed(topic);
}

async function readAgain() {
  try {
    await readState();
    const opened = [...store.messages.keys()];
    store.messages.clear();
    await Promise.all(opened.filter((id) => store.chats.has(id)).map((id) => openMessages(id)));
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await readAgain();
  }
}

function take(event) {
  switch (event.type) {
    case "message":
      keepMessage(event.chat_id, event.message);
      break;
    case "chat":
      store.chats.set(event.chat.id, event.chat);
      changed("chats");
      changed(`chat:${event.chat.id}`);
      break;
    case "person":
      store.people.set(event.person.id, event.person);
      changed("people");
      break;
    case "call":
      store.calls.push(event.call);
      if (store.calls.length > KEPT_CALLS) store.calls.splice(0, store.calls.length - KEPT_CALLS);
      changed("calls");
      readDue(event.call.method.endsWith("MyCommands") ? SOON_MS : LATER_MS);
      break;
    case "clock":
      store.offset = event.offset_s;
      store.pushing = event.pushing;
      if ("next_due" in event) store.nextDue = event.next_due;
      changed("clock");
      if (!event.pushing) readDue();
      break;
    case "progress":
      store.progress = event.progress;
      store.ready = event.progress === null;
      changed("progress");
      break;
    case "state":
      readAgain();
      break;
    default:
      break;
  }
}

let readingDue = null;

/** What only the bot knows (the next due thing, its commands) is read again after it has acted. */
export function readDue(wait = SOON_MS) {
  if (readingDue && readingDue.wait <= wait) return;
  clearTimeout(readingDue?.timer);
  const timer = setTimeout(async () => {
    readingDue = null;
    try {
      const state = await get("/control/state");
      store.nextDue = state.next_due;
      store.faults = state.faults ?? [];
      store.bot = state.bot;
      changed("clock");
      changed("faults");
      changed("bot");
    } catch {
      // The next event asks again.
    }
  }, wait);
  readingDue = { timer, wait };
}

/** Puts a new, edited, deleted or voted message where it belongs. */
export function keepMessage(chatId, message) {
  const chat = store.chats.get(chatId);
  const last = chat?.last;
  const isNew = !last || message.message_id > last.message_id;
  if (chat && (isNew || last.message_id === message.message_id)) {
    chat.last = message;
    changed("chats");
  }
  const page = store.messages.get(chatId);
  if (page) {
    const place = placeOf(page.list, message.message_id);
    if (page.list[place]?.message_id === message.message_id) page.list[place] = message;
    else if (place > 0 || !page.more) page.list.splice(place, 0, message);
    if (page.list.length > KEPT_MESSAGES) {
      page.list.splice(0, page.list.length - KEPT_MESSAGES + 500);
      page.more = true;
    }
    changed(`messages:${chatId}`);
  }
  if (isNew && !message.deleted) for (const listener of arrivals) listener(chatId, message);
}

function placeOf(list, id) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle].message_id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The messages of a chat that are on this side, read from the server when first asked. */
export async function openMessages(chatId) {
  let page = store.messages.get(chatId);
  if (page) return page;
  page = { list: [], more: false, loading: true };
  store.messages.set(chatId, page);
  await readPage(chatId, page, "");
  return page;
}

/** Reads one page of older messages. */
export async function readOlder(chatId) {
  const page = store.messages.get(chatId);
  if (!page || page.loading || !page.more) return;
  page.loading = true;
  await readPage(chatId, page, `&before=${page.list[0].message_id}`);
}

async function readPage(chatId, page, before) {
  try {
    const { messages } = await get(`/control/chats/${chatId}/messages?limit=${PAGE}${before}`);
    const known = new Set(page.list.map((message) => message.message_id));
    const older = messages.filter((message) => !known.has(message.message_id));
    page.list = [...older, ...page.list].sort((a, b) => a.message_id - b.message_id);
    page.more = messages.length >= PAGE;
  } catch {
    page.more = false;
  } finally {
    page.loading = false;
    changed(`messages:${chatId}`);
  }
}

/** A pinned message that lies further back than what was read; read once, null until it is here. */
export function pinnedOf(chatId, id) {
  const key = `${chatId}:${id}`;
  if (!pinned.has(key)) {
    pinned.set(key, null);
    get(`/control/chats/${chatId}/messages?limit=1&before=${id + 1}`)
      .then(({ messages }) => {
        pinned.set(key, messages.find((message) => message.message_id === id) ?? null);
        changed(`messages:${chatId}`);
      })
      .catch(() => pinned.delete(key));
  }
  return pinned.get(key);
}

export function messageOf(chatId, messageId) {
  const list = store.messages.get(chatId)?.list ?? [];
  const found = list[placeOf(list, messageId)];
  return found?.message_id === messageId ? found : null;
}
