/** One open chat of one column: its head, its messages, and what stands below them. */

import { act } from "./api.js";
import { bubble } from "./bubble.js";
import { chatAvatar } from "./avatars.js";
import { createFoot } from "./foot.js";
import { dayKey, fullDay, t } from "./text.js";
import { fill, h, icon, iconButton, reconcile } from "./dom.js";
import { isService, serviceLine } from "./service.js";
import { openAlert } from "./dialogs.js";
import { openChatInfo } from "./chatinfo.js";
import { openMessageMenu } from "./messagemenu.js";
import { preview } from "./preview.js";
import { store, messageOf, openMessages, pinnedOf, readOlder } from "./store.js";
import { authorOf, chatOf, insiders, isIn, isPrivate, membershipOf, nameOf, personOf, titleOf } from "./world.js";

const WINDOW = 100;
const STEP = 60;
const RUN_SECONDS = 300;
const NEAR = 90;

/** `host` is the column: `{toast, open, back, act}`. */
export function createConversation(column, host) {
  const chatId = column.chat;
  let limit = WINDOW;
  let atEnd = true;
  let behind = 0;

  const head = h("header", { class: "chat-head" });
  const topics = h("div", { class: "topics", role: "tablist", "aria-label": t("topics"), hidden: true });
  const pin = h("button", { type: "button", class: "pinned", hidden: true });
  const list = h("div", { class: "messages", role: "log", "aria-label": t("messages"), "aria-live": "off" });
  const scroller = h("div", { class: "scroller", tabindex: "0", "aria-label": t("messages") }, list);
  const jump = h("button", { type: "button", class: "jump", hidden: true, "aria-label": t("to-the-end"), on: { click: () => toEnd() } }, icon("down"), h("span", { class: "jump-count" }));
  const element = h("section", { class: "conversation", "data-testid": "conversation", "data-chat": chatId }, head, topics, pin, h("div", { class: "scroll-frame" }, scroller, jump));

  const view = {
    toast: host.toast,
    trying: host.trying,
    replyTo: (message) => foot.reply(message),
    edit: (message) => foot.edit(message),
    insert: (text) => foot.insert(text),
    replyByGesture: (event, message) => {
      if (!event.target.closest("button, a, input, pre") && !getSelection().toString()) foot.reply(message);
    },
    messageMenu: (message, anchor) => openMessageMenu({ message, anchor, column, view }),
    scrollTo,
    answered,
    sent: () => {
      atEnd = true;
      toEnd();
    },
    deeds: {
      command: (text) => host.trying(() => act(column.person, "send", { chat_id: chatId, text, thread: column.thread ?? undefined })),
      mention: (name) => {
        const found = [...store.people.values()].find(({ username }) => username?.toLowerCase() === name.toLowerCase());
        host.toast(found ? `${nameOf(found)} · #${found.id}` : `@${name}`);
      },
      person: (id) => host.toast(`${nameOf(personOf(id))} · #${id}`),
      link: followLink,
    },
  };
  const foot = createFoot(column, view);
  element.append(foot.element);

  function answered(answer) {
    if (!answer) host.toast(t("no-answer"), "quiet");
    else if (answer.url) {
      const url = new URL(answer.url, location.href);
      if (!followLink(url)) host.toast(url.href);
    } else if (answer.show_alert && answer.text) openAlert(answer.text, nameOf(personOf(column.person)));
    else if (answer.text) host.toast(answer.text);
  }

  /** Links into this rehearsal are followed here: the bot's Start link and invite links. */
  function followLink(url) {
    if (!/^(t|telegram)\.me$/.test(url.hostname)) return false;
    const path = url.pathname.slice(1);
    if (path.toLowerCase() === store.bot?.username?.toLowerCase()) {
      const payload = url.searchParams.get("start");
      host.open(column.person);
      if (payload !== null) host.trying(() => act(column.person, "start", { payload }));
      return true;
    }
    const target = [...store.chats.values()].find(
      (chat) => (chat.username && chat.username.toLowerCase() === path.toLowerCase()) || (chat.invite_links ?? []).some((link) => link.invite_link === url.href),
    );
    if (!target) return false;
    if (isIn(membershipOf(target, column.person)) || target.username) host.open(target.id);
    else host.trying(() => act(column.person, "join", { chat_id: target.id, link: url.href })).then(() => host.open(target.id));
    return true;
  }

  function drawHead() {
    const chat = chatOf(chatId);
    if (!chat) return;
    const count = insiders(chat).length;
    const subtitle = isPrivate(chat) ? t("bot") : t(chat.type === "channel" ? "subscribers" : "members-count", { count });
    const info = () => openChatInfo(chatId, column, host);
    fill(
      head,
      iconButton("back", t("back"), host.back, { class: "icon-button back", "data-testid": "back" }),
      h(
        "button",
        { type: "button", class: "chat-title", "data-testid": "chat-info", on: { click: info } },
        chatAvatar(chat),
        h("span", { class: "row-words" }, h("bdi", { class: "row-name" }, titleOf(chat)), h("small", null, subtitle, chat.join_requests?.length ? h("span", { class: "asks" }, t("requests-count", { count: chat.join_requests.length })) : null)),
      ),
      iconButton("more", t("chat-menu"), info, { "data-testid": "chat-menu" }),
    );
    drawTopics(chat);
    drawPin(chat);
    foot.update(chat);
  }

  function drawTopics(chat) {
    topics.hidden = !chat.is_forum;
    if (!chat.is_forum) return;
    const tab = (id, name, closed) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          "aria-selected": String((column.thread ?? null) === id),
          class: "topic",
          "data-testid": "topic",
          "data-thread": id ?? "all",
          on: {
            click: () => {
              column.thread = id;
              drawHead();
              limit = WINDOW;
              atEnd = true;
              drawMessages();
            },
          },
        },
        h("bdi", null, name),
        closed ? " 🔒" : null,
      );
    fill(topics, tab(null, t("all-topics")), (chat.topics ?? []).map((topic) => tab(topic.id, topic.name, topic.closed)));
  }

  function drawPin(chat) {
    const id = chat.pinned?.at(-1);
    pin.hidden = id === undefined;
    if (pin.hidden) return;
    const message = messageOf(chatId, id) ?? pinnedOf(chatId, id);
    fill(pin, icon("pin"), h("span", { class: "pinned-words" }, h("strong", null, t("pinned")), h("span", { dir: "auto" }, message ? preview(message) : `#${id}`)));
    pin.onclick = () => scrollTo(id);
  }

  function shown() {
    const page = store.messages.get(chatId);
    if (!page) return [];
    const list = column.thread === null ? page.list : page.list.filter((message) => inThread(message, column.thread));
    return list.slice(-limit);
  }

  function drawMessages() {
    const page = store.messages.get(chatId);
    // What is being read must not slide away at the top while others go on talking.
    if (!atEnd && view.last) limit += arrived(shown(), view.last);
    const visible = shown();
    const last = visible.at(-1)?.message_id ?? 0;
    const before = view.growing ? scroller.scrollHeight - scroller.scrollTop : 0;
    reconcile(list, rows(visible, page));
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
    else if (view.growing) scroller.scrollTop = scroller.scrollHeight - before;
    else if (last > (view.last ?? 0)) behind += arrived(visible, view.last ?? last);
    view.growing = false;
    view.last = last;
    drawJump();
    foot.keyboard(visible);
  }

  function rows(messages, page) {
    if (!page || (page.loading && messages.length === 0)) return [note("loading", h("div", { class: "skeleton", "aria-label": t("loading") }, h("i"), h("i"), h("i")))];
    if (messages.length === 0) return [note("empty", emptyChat())];
    const items = [];
    let day = null;
    for (let index = 0; index < messages.length; index += 1) {
      const message = messages[index];
      const today = dayKey(message.date);
      if (today !== day) {
        items.push({ key: `day-${today}`, parts: [], build: () => h("div", { class: "day" }, h("span", null, fullDay(message.date))) });
      }
      if (isService(message)) {
        items.push({ key: message.message_id, parts: [message], build: () => serviceLine(message) });
        day = today;
        continue;
      }
      const group = [message];
      while (message.media_group_id && messages[index + 1]?.media_group_id === message.media_group_id) group.push(messages[++index]);
      const first = today !== day || !runs(messages[index - group.length], message);
      const last = !messages[index + 1] || !runs(group.at(-1), messages[index + 1]);
      items.push({ key: message.message_id, parts: [first, last, ...group], build: () => bubble(group, column, { first, last }, view) });
      day = today;
    }
    return items;
  }

  const note = (key, node) => ({ key, parts: [], build: () => node });

  function emptyChat() {
    return h("div", { class: "empty" }, h("img", { src: "/static/logo.svg", alt: "", width: "44", height: "44" }), h("p", null, isPrivate(chatOf(chatId) ?? {}) ? t("empty-dm") : t("empty-chat")));
  }

  function drawJump() {
    jump.hidden = atEnd;
    jump.lastChild.textContent = behind ? String(behind) : "";
  }

  function toEnd() {
    atEnd = true;
    behind = 0;
    limit = WINDOW;
    drawMessages();
  }

  function scrollTo(id) {
    const node = list.querySelector(`[data-message="${Number(id)}"], [data-part="${Number(id)}"]`);
    if (!node) {
      host.toast(t("far-away"), "quiet");
      return;
    }
    node.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    node.classList.add("lit");
    setTimeout(() => node.classList.remove("lit"), 1600);
  }

  scroller.addEventListener("scroll", () => {
    const wasAtEnd = atEnd;
    atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    if (atEnd) {
      behind = 0;
      if (limit > WINDOW && !wasAtEnd) limit = WINDOW;
    }
    drawJump();
    if (scroller.scrollTop < 200) older();
  }, { passive: true });

  async function older() {
    const page = store.messages.get(chatId);
    if (!page || page.loading || view.growing) return;
    const held = column.thread === null ? page.list.length : page.list.filter((message) => inThread(message, column.thread)).length;
    if (held <= limit && !page.more) return;
    if (held <= limit + STEP && page.more) await readOlder(chatId);
    limit += STEP;
    view.growing = true;
    atEnd = false;
    drawMessages();
  }

  // A change of height (a keyboard, a window) must not lose the end of the chat.
  const watch = new ResizeObserver(() => {
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  });
  watch.observe(scroller);
  watch.observe(list);

  openMessages(chatId);
  drawHead();
  drawMessages();

  return {
    element,
    chatId,
    focus: () => foot.focus(),
    update: (topics_) => {
      if (topics_.has(`chat:${chatId}`) || topics_.has("people") || topics_.has("state") || topics_.has("bot")) drawHead();
      if (topics_.has(`messages:${chatId}`) || topics_.has("state")) {
        drawMessages();
        const chat = chatOf(chatId);
        if (chat) drawPin(chat);
      }
    },
    close: () => watch.disconnect(),
  };
}

/** How many of `messages` came after the message `last`. */
function arrived(messages, last) {
  let count = 0;
  while (count < messages.length && messages[messages.length - 1 - count].message_id > last) count += 1;
  return count;
}

/** General has no thread id of its own in most messages. */
function inThread(message, thread) {
  if (thread === 1) return !message.is_topic_message || message.message_thread_id === 1;
  return message.message_thread_id === thread;
}

function runs(before, message) {
  if (!before || isService(before) || isService(message)) return false;
  return authorOf(before).key === authorOf(message).key && message.date - before.date < RUN_SECONDS && dayKey(before.date) === dayKey(message.date);
}
