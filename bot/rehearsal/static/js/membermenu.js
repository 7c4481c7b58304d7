/** What can be done to one member: roles, silence, removal; and how a member's state is named. */

import { act } from "./api.js";
import { now, store } from "./store.js";
import { openMenu } from "./dialogs.js";
import { dayAndTime, t } from "./text.js";
import { chatOf, isIn } from "./world.js";

const HOUR = 3600;

/** A word for a role or a sanction; nothing for an ordinary member. */
export function statusOf(member) {
  switch (member.status) {
    case "creator":
      return member.custom_title ?? t("owner");
    case "administrator":
      return member.custom_title ?? t("admin");
    case "restricted": {
      const state = member.can_send_messages === false ? "muted" : "limited";
      return member.until_date ? t(`${state}-until`, { when: dayAndTime(member.until_date) }) : t(state);
    }
    case "kicked":
      return member.until_date ? t("banned-until", { when: dayAndTime(member.until_date) }) : t("banned");
    default:
      return member.tag ?? null;
  }
}

export function memberMenu(anchor, { member, chatId, me, host, close }) {
  const person = member.user.id;
  const doing = (deed, fields) => () => host.trying(() => act(me, deed, { chat_id: chatId, person, ...fields }));
  const items = [];
  if (!member.user.is_bot) {
    items.push({
      label: t("open-as"),
      sign: "👁",
      testid: "open-as",
      run: () => {
        close();
        host.openPerson(person, chatId);
      },
    });
  }
  if (member.status === "member" || member.status === "restricted") items.push({ label: t("promote"), sign: "★", testid: "promote", run: doing("promote") });
  if (member.status === "administrator") items.push({ label: t("demote"), sign: "☆", testid: "demote", run: doing("demote") });
  if (member.status === "restricted") items.push({ label: t("lift"), sign: "✓", testid: "lift", run: doing("restrict", { rights: everything(chatId) }) });
  if (isIn(member) && member.status !== "creator" && person !== me) {
    if (person !== store.bot?.id && member.status !== "administrator") {
      items.push({ label: t("mute-hour"), sign: "🔇", testid: "mute-hour", run: doing("restrict", { until: Math.round(now()) + HOUR }) });
      items.push({ label: t("mute-forever"), sign: "🔇", run: doing("restrict") });
    }
    items.push(null, { label: t("kick"), sign: "↗", danger: true, testid: "kick", run: doing("kick") });
    items.push({ label: t("ban"), sign: "🚫", danger: true, testid: "ban", run: doing("ban") });
  }
  if (member.status === "kicked") items.push({ label: t("unban"), sign: "✓", testid: "unban", run: doing("unban") });
  openMenu(anchor, items, { label: t("member-menu", { name: member.user.first_name }) });
}

const everything = (chatId) => Object.fromEntries(Object.keys(chatOf(chatId).permissions).map((name) => [name, true]));
