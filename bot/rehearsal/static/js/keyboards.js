/** Inline keyboards under messages and reply keyboards under the composer. */

import { act } from "./api.js";
import { safeAddress } from "./entities.js";
import { h } from "./dom.js";
import { t } from "./text.js";

/** The rows of buttons under a message. */
export function inlineKeyboard(message, column, view) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h(
    "div",
    { class: "inline-keyboard" },
    rows.map((row, line) =>
      h(
        "div",
        { class: "keyboard-row" },
        row.map((button, place) => inlineButton(button, line, place, message, column, view)),
      ),
    ),
  );
}

function inlineButton(button, line, place, message, column, view) {
  const attributes = {
    class: `inline-button ${["danger", "primary", "success"].includes(button.style) ? button.style : ""}`,
    "data-testid": "inline-button",
    "data-row": line,
    "data-column": place,
    "data-focus": `button-${line}-${place}`,
  };
  const label = h("bdi", null, button.text);
  if (button.url) {
    const url = safeAddress(button.url);
    const open = (event) => {
      if (!url || view.deeds.link?.(url) || url.protocol === "tg:") event.preventDefault();
    };
    return h("a", { ...attributes, href: url?.href ?? "#", target: "_blank", rel: "noopener noreferrer", on: { click: open } }, label, h("span", { class: "button-sign", "aria-hidden": "true" }, "↗"));
  }
  const press = async () => {
    if (element.classList.contains("waiting")) return;
    if (button.copy_text) {
      await navigator.clipboard?.writeText(button.copy_text.text).catch(() => null);
      view.toast(t("copied"));
      return;
    }
    const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
    if (query !== undefined) {
      view.insert(query);
      return;
    }
    if (button.callback_data === undefined) {
      view.toast(t("button-not-here"));
      return;
    }
    element.classList.add("waiting");
    element.setAttribute("aria-busy", "true");
    try {
      const { answer } = await act(column.person, "press", { chat_id: message.chat.id, message_id: message.message_id, row: line, column: place });
      view.answered(answer);
    } catch (refused) {
      view.toast(refused.message, "error");
    } finally {
      element.classList.remove("waiting");
      element.removeAttribute("aria-busy");
    }
  };
  const element = h("button", { type: "button", ...attributes, on: { click: press } }, label);
  return element;
}

/** The reply keyboard that stands in this chat for this person, by the last message that set or took one. */
export function standingKeyboard(messages, personId) {
  for (let index = messages.length - 1; index >= Math.max(0, messages.length - 200); index -= 1) {
    const message = messages[index];
    const markup = message.reply_markup;
    if (!markup || message.deleted || markup.inline_keyboard) continue;
    if (markup.selective && !isMeant(message, personId)) continue;
    if (markup.remove_keyboard) return null;
    if (markup.keyboard) return { message, ...markup };
    if (markup.force_reply) return { message, keyboard: null, ...markup };
  }
  return null;
}

function isMeant(message, personId) {
  if (message.reply_to_message?.from?.id === personId) return true;
  return (message.entities ?? []).some((entity) => entity.user?.id === personId);
}

/** The rows of a reply keyboard; a press sends the button's words. */
export function replyKeyboard(standing, column, chatId, view) {
  const press = (button) => () =>
    view.trying(async () => {
      const words = typeof button === "string" ? button : button.text;
      const fields = { chat_id: chatId, thread: column.thread ?? undefined };
      if (button.request_contact) await act(column.person, "send", { ...fields, contact: true });
      else if (button.request_location) await act(column.person, "send", { ...fields, location: true });
      else await act(column.person, "send", { ...fields, text: words });
      if (standing.one_time_keyboard) view.hideKeyboard();
    });
  return h(
    "div",
    { class: "reply-keyboard", "data-testid": "reply-keyboard" },
    standing.keyboard.map((row) =>
      h(
        "div",
        { class: "keyboard-row" },
        row.map((button) => h("button", { type: "button", class: "reply-button", "data-testid": "reply-button", on: { click: press(button) } }, h("bdi", null, button.text ?? button))),
      ),
    ),
  );
}
