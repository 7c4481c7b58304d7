/** Service messages as one quiet sentence: who joined, what was pinned, where a group has moved. */

import { h } from "./dom.js";
import { t } from "./text.js";
import { nameOf } from "./world.js";
import { preview } from "./preview.js";

const PINNED_LENGTH = 36;

const joined = (people) => people.map(nameOf).join(t("list-comma"));

const SENTENCES = {
  new_chat_members: (message, who) =>
    message.new_chat_members.length === 1 && message.new_chat_members[0].id === message.from?.id
      ? t("service-joined", { who })
      : t("service-added", { who, whom: joined(message.new_chat_members) }),
  left_chat_member: (message, who) =>
    message.left_chat_member.id === message.from?.id
      ? t("service-left", { who })
      : t("service-removed", { who, whom: nameOf(message.left_chat_member) }),
  new_chat_title: (message, who) => t("service-title", { who, title: message.new_chat_title }),
  new_chat_photo: (_, who) => t("service-photo", { who }),
  delete_chat_photo: (_, who) => t("service-photo-gone", { who }),
  group_chat_created: (_, who) => t("service-created", { who }),
  supergroup_chat_created: (_, who) => t("service-created", { who }),
  channel_chat_created: (_, who) => t("service-created", { who }),
  migrate_to_chat_id: () => t("service-migrated"),
  migrate_from_chat_id: () => t("service-migrated"),
  pinned_message: (message, who) => t("service-pinned", { who, what: preview(message.pinned_message, PINNED_LENGTH) }),
  forum_topic_created: (message, who) => t("service-topic-created", { who, name: message.forum_topic_created.name }),
  forum_topic_edited: (message, who) => t("service-topic-edited", { who, name: message.forum_topic_edited.name ?? "" }),
  forum_topic_closed: (_, who) => t("service-topic-closed", { who }),
  forum_topic_reopened: (_, who) => t("service-topic-reopened", { who }),
  general_forum_topic_hidden: () => t("service-general-hidden"),
  general_forum_topic_unhidden: () => t("service-general-shown"),
  message_auto_delete_timer_changed: () => t("service-timer"),
};

const kindOfService = (message) => Object.keys(SENTENCES).find((key) => message[key] !== undefined);

export function isService(message) {
  return kindOfService(message) !== undefined;
}

export function serviceSentence(message) {
  const who = message.sender_chat ? message.sender_chat.title : nameOf(message.from ?? null);
  return SENTENCES[kindOfService(message)](message, who);
}

export function serviceLine(message) {
  return h(
    "div",
    {
      class: message.deleted ? "service deleted" : "service",
      "data-testid": "message",
      "data-message": message.message_id,
      "data-service": kindOfService(message),
    },
    h("bdi", null, serviceSentence(message)),
  );
}
