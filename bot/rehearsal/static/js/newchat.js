/** A new group, forum or channel. */

import { post } from "./api.js";
import { openForm } from "./dialogs.js";
import { changed, store } from "./store.js";
import { t } from "./text.js";
import { humans, nameOf } from "./world.js";
import { trimmed } from "./people.js";

const NEIGHBOURS = 200;

export function openNewChat(anchor, owner, open) {
  const people = humans().slice(0, NEIGHBOURS);
  openForm({
    title: t("new-chat"),
    anchor,
    testid: "chat-form",
    submit: t("create"),
    fields: [
      { name: "title", label: t("title"), required: true },
      {
        name: "type",
        label: t("kind"),
        kind: "select",
        value: "supergroup",
        options: [
          { value: "supergroup", label: t("supergroup") },
          { value: "forum", label: t("forum") },
          { value: "group", label: t("group") },
          { value: "channel", label: t("channel") },
        ],
      },
      { name: "username", label: t("public-name"), hint: t("public-name-hint") },
      { name: "topics", label: t("topics"), hint: t("topics-hint") },
      { name: "everybody", label: t("invite-everybody", { count: people.length }), kind: "check", value: true },
      {
        name: "bot",
        label: nameOf(store.bot),
        kind: "select",
        value: "admin",
        options: [
          { value: "admin", label: t("bot-as-admin") },
          { value: "member", label: t("bot-as-member") },
          { value: "", label: t("bot-later") },
        ],
      },
      { name: "join_by_request", label: t("join-by-request"), kind: "check" },
    ],
    run: async (values) => {
      const forum = values.type === "forum";
      const members = values.everybody ? people.map(({ id }) => id).filter((id) => id !== owner) : [];
      const chat = await post("/control/chats", {
        ...trimmed({ title: values.title, username: values.username, bot: values.bot }),
        type: forum ? "supergroup" : values.type,
        owner,
        is_forum: forum || undefined,
        topics: forum ? values.topics.split(/[,，、]/).map((name) => name.trim()).filter(Boolean) : undefined,
        members,
        join_by_request: values.join_by_request || undefined,
      });
      const made = chat.chat ?? chat;
      store.chats.set(made.id, made);
      changed("chats");
      open(made.id);
    },
  });
}
