/** A chat's own sheet: members and their roles, join requests, topics, links, the chat's settings. */

import { act } from "./api.js";
import { choosePerson, personRow } from "./people.js";
import { fill, h, iconButton } from "./dom.js";
import { memberMenu, statusOf } from "./membermenu.js";
import { openForm, openSheet } from "./dialogs.js";
import { store, subscribe } from "./store.js";
import { dayAndTime, t } from "./text.js";
import { chatOf, hasAsked, insiders, isIn, isPrivate, membershipOf, nameOf, personOf, titleOf } from "./world.js";

const SHOWN_MEMBERS = 120;

export function openChatInfo(chatId, column, host) {
  const body = h("div", { class: "info" });
  let words = "";
  const search = h("input", {
    type: "search",
    class: "search",
    placeholder: t("search-members"),
    "aria-label": t("search-members"),
    on: {
      input: () => {
        words = search.value.trim().toLocaleLowerCase();
        draw();
      },
    },
  });
  const people = h("ul", { class: "member-list" });
  const top = h("div", { class: "info-part" });
  const rest = h("div", { class: "info-part" });
  const me = column.person;
  const doing = (deed, fields) => () => host.trying(() => act(me, deed, { chat_id: chatId, ...fields }));

  function draw() {
    const chat = chatOf(chatId);
    if (!chat) return;
    if (isPrivate(chat)) {
      fill(top, privateInfo(chat));
      fill(people);
      return;
    }
    const inside = isIn(membershipOf(chat, me));
    fill(top, deeds(chat, inside), requests(chat));
    drawMembers(chat);
    fill(rest, topics(chat), links(chat));
  }

  function privateInfo(chat) {
    const person = personOf(chat.id);
    return [
      h("p", { class: "info-note" }, h("bdi", null, nameOf(store.bot)), store.bot?.username ? ` @${store.bot.username}` : ""),
      h(
        "div",
        { class: "chips" },
        person?.started ? null : chip(t("start"), doing("start", { chat_id: undefined })),
        person?.blocked ? chip(t("unblock"), doing("unblock", { chat_id: undefined })) : chip(t("block"), doing("block", { chat_id: undefined }), "danger"),
      ),
    ];
  }

  const chip = (label, run, kind = "", testid = null) =>
    h("button", { type: "button", class: `chip ${kind}`, "data-testid": testid, on: { click: run } }, label);

  function deeds(chat, inside) {
    const bot = store.bot && membershipOf(chat, store.bot.id);
    const botInside = isIn(bot);
    return h(
      "div",
      { class: "chips" },
      inside
        ? chip(t("leave"), doing("leave"), "danger", "leave")
        : hasAsked(chat, me)
          ? chip(t("withdraw"), doing("withdraw_request"))
          : chip(t(chat.join_by_request ? "ask-to-join" : "join"), doing("join"), "", "info-join"),
      chip(t("add-person"), (event) => addPerson(event.currentTarget), "", "add-person"),
      store.bot && !botInside ? chip(t("add-bot"), doing("add", { person: store.bot.id, ...(chat.type === "channel" ? { rights: "admin" } : {}) }), "", "add-bot") : null,
      botInside && bot.status === "member" ? chip(t("promote-bot"), doing("promote", { person: store.bot.id }), "", "promote-bot") : null,
      chip(t("rename-chat"), (event) => rename(event.currentTarget, chat)),
      chat.type === "group" ? chip(t("migrate"), migrate) : null,
    );
  }

  async function migrate() {
    const answer = await host.trying(() => act(me, "migrate", { chat_id: chatId }));
    if (!answer?.chat_id) return;
    sheet.close();
    host.open(answer.chat_id);
  }

  function addPerson(anchor) {
    const chat = chatOf(chatId);
    choosePerson({
      title: t("add-person"),
      anchor,
      people: () => [...store.people.values()].filter(({ id, is_bot: bot }) => !bot && !isIn(membershipOf(chat, id))),
      run: (person) => doing("add", { person: person.id })(),
    });
  }

  function rename(anchor, chat) {
    openForm({
      title: t("rename-chat"),
      anchor,
      submit: t("save"),
      fields: [{ name: "title", label: t("title"), required: true, value: chat.title }],
      run: ({ title }) => act(me, "title", { chat_id: chatId, title }),
    });
  }

  function requests(chat) {
    if (!chat.join_requests?.length) return null;
    return h(
      "section",
      { class: "requests" },
      h("h3", null, t("join-requests")),
      h(
        "ul",
        { class: "member-list" },
        chat.join_requests.map((request) => {
          const id = request.person?.id ?? request.person;
          const person = personOf(id) ?? { id };
          return h(
            "li",
            { class: "member", "data-testid": "join-request", "data-person": id },
            personRow(person, request.bio || (request.date ? dayAndTime(request.date) : null)),
            h("button", { type: "button", class: "primary small", "data-testid": "approve", on: { click: doing("approve", { person: id }) } }, t("approve")),
            h("button", { type: "button", class: "quiet small", "data-testid": "decline", on: { click: doing("decline", { person: id }) } }, t("decline")),
          );
        }),
      ),
    );
  }

  function drawMembers(chat) {
    const outside = (chat.members ?? []).filter((member) => member.status === "kicked" || (member.status === "restricted" && !isIn(member)));
    const found = [...insiders(chat), ...outside].filter(
      ({ user }) => !words || `${nameOf(user)} @${user.username ?? ""} ${user.id}`.toLocaleLowerCase().includes(words),
    );
    fill(
      people,
      found.slice(0, SHOWN_MEMBERS).map((member) => memberRow(member)),
      found.length > SHOWN_MEMBERS ? h("li", { class: "nothing" }, t("and-more", { count: found.length - SHOWN_MEMBERS })) : null,
    );
  }

  function memberRow(member) {
    const id = member.user.id;
    const status = statusOf(member);
    return h(
      "li",
      { class: "member", "data-testid": "member", "data-person": id, "data-status": member.status },
      personRow(personOf(id) ?? member.user),
      status ? h("span", { class: `role ${member.status}` }, status) : null,
      iconButton("more", t("member-menu", { name: nameOf(member.user) }), (event) => memberMenu(event.currentTarget, { member, chatId, me, host, close: () => sheet.close() }), { "data-testid": "member-menu" }),
    );
  }

  function topics(chat) {
    if (!chat.is_forum) return null;
    const create = (event) =>
      openForm({
        title: t("new-topic"),
        anchor: event.currentTarget,
        submit: t("create"),
        fields: [{ name: "name", label: t("title"), required: true }],
        run: ({ name }) => act(me, "create_topic", { chat_id: chatId, name }),
      });
    return h(
      "section",
      null,
      h("h3", null, t("topics"), chip(t("new-topic"), create)),
      h(
        "ul",
        { class: "plain-list" },
        (chat.topics ?? []).map((topic) =>
          h(
            "li",
            null,
            h("bdi", null, topic.name),
            topic.closed ? h("span", { class: "role" }, t("closed")) : null,
            h("button", { type: "button", class: "quiet small", on: { click: doing(topic.closed ? "reopen_topic" : "close_topic", { thread: topic.id }) } }, t(topic.closed ? "reopen" : "close-topic")),
          ),
        ),
      ),
    );
  }

  function links(chat) {
    const list = chat.invite_links ?? [];
    if (list.length === 0) return null;
    return h(
      "section",
      null,
      h("h3", null, t("invite-links")),
      h(
        "ul",
        { class: "plain-list" },
        list.slice(-20).map((link) =>
          h(
            "li",
            { class: link.is_revoked ? "revoked" : "" },
            h("span", { class: "row-words" }, h("bdi", { class: "row-name" }, link.name || link.invite_link), h("small", null, link.invite_link, link.creates_join_request ? ` · ${t("by-request")}` : "", link.is_revoked ? ` · ${t("revoked")}` : "")),
            link.is_revoked ? null : h("button", { type: "button", class: "quiet small", on: { click: doing("join", { link: link.invite_link }) } }, t("join")),
          ),
        ),
      ),
    );
  }

  const chat = chatOf(chatId);
  fill(body, top, isPrivate(chat) ? null : [h("h3", { class: "members-title" }, t("members")), search], people, rest);
  draw();
  const sheet = openSheet({ title: titleOf(chat), content: body, testid: "chat-sheet", wide: true });
  const stop = subscribe((changes) => (changes.has(`chat:${chatId}`) || changes.has("people") || changes.has("state")) && draw());
  sheet.addEventListener("close", stop);
}
