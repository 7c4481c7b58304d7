/** Where a message is written: text, photos, samples, commands, the anonymous mask. */

import { act } from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { openMenu } from "./dialogs.js";
import { preview } from "./preview.js";
import { draftKey, session } from "./session.js";
import { t } from "./text.js";
import { authorOf, commandsFor, isAdmin, isPrivate, membershipOf } from "./world.js";

/** The composer of one column's open chat; `insert` and `focus` serve the rest of the column. */
export function createComposer(column, chat, view) {
  const key = draftKey(column);
  const area = h("textarea", {
    class: "composer-words",
    rows: "1",
    dir: "auto",
    "data-testid": "composer",
    "aria-label": t("write"),
    placeholder: chat.type === "channel" ? t("write-post") : t("write"),
    value: session.drafts.get(key) ?? "",
  });
  const context = h("div", { class: "composer-context", hidden: true });
  const picker = h("input", { type: "file", hidden: true, "data-testid": "photo-file", tabindex: "-1", "aria-hidden": "true" });
  const send = h("button", { type: "submit", class: "send", "aria-label": t("send"), title: t("send"), "data-testid": "send" }, icon("send"));
  const anonymous = maskButton(column, chat);
  const form = h(
    "form",
    { class: "composer" },
    context,
    h(
      "div",
      { class: "composer-line" },
      iconButton("attach", t("attach"), (event) => attach(event.currentTarget), { "data-testid": "attach" }),
      commandsButton(),
      area,
      anonymous,
      view.keyboardButton,
      send,
      picker,
    ),
  );

  const place = () => ({
    chat_id: chat.id,
    thread: column.thread ?? undefined,
    reply_to: column.reply?.message_id,
    anonymous: column.anonymous,
  });

  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 160)}px`;
    form.classList.toggle("blank", area.value.trim() === "");
  };

  const clear = () => {
    area.value = "";
    session.drafts.delete(key);
    column.reply = null;
    column.edit = null;
    drawContext();
    fit();
  };

  const submit = async () => {
    const text = area.value.trim();
    if (!text) return;
    const editing = column.edit;
    const fields = place();
    const kept = { reply: column.reply, edit: editing };
    clear();
    const done = await view.trying(() =>
      editing ? act(column.person, "edit", { chat_id: chat.id, message_id: editing.message_id, text }) : act(column.person, "send", { ...fields, text }),
    );
    if (done) {
      view.sent();
      return;
    }
    area.value = text;
    Object.assign(column, kept);
    drawContext();
    fit();
  };

  const sendThing = (thing) =>
    view.trying(async () => {
      const caption = area.value.trim();
      const takesCaption = (thing.photo || thing.document || thing.video) && caption;
      const fields = { ...place(), ...thing, ...(takesCaption ? { caption } : {}) };
      await act(column.person, "send", fields);
      if (takesCaption) clear();
      column.reply = null;
      drawContext();
      view.sent();
    });

  const attach = (anchor) =>
    openMenu(
      anchor,
      [
        { label: t("send-photo"), sign: "🖼", run: () => picker.click() },
        { label: t("sample-photo"), sign: "🌄", testid: "attach-photo", run: () => sendThing({ photo: "sample" }) },
        { label: t("sample-album"), sign: "🗂", run: () => sendThing({ photo: "sample", album: 3 }) },
        { label: t("sample-document"), sign: "📄", run: () => sendThing({ document: "sample" }) },
        { label: t("sample-voice"), sign: "🎙", run: () => sendThing({ voice: "sample" }) },
        { label: t("sample-sticker"), sign: "🙂", run: () => sendThing({ sticker: "sample" }) },
        { label: t("throw-dice"), sign: "🎲", testid: "attach-dice", run: () => sendThing({ dice: "🎲" }) },
        { label: t("own-contact"), sign: "👤", run: () => sendThing({ contact: true }) },
        { label: t("location"), sign: "📍", run: () => sendThing({ location: true }) },
      ],
      { label: t("attach") },
    );

  function commandsButton() {
    const commands = commandsFor(chat, column.person);
    if (commands.length === 0) return null;
    const open = (event) =>
      openMenu(
        event.currentTarget,
        commands.map(({ command, description }) => ({
          label: `/${command} — ${description}`,
          run: () => view.trying(() => act(column.person, "send", { ...place(), text: `/${command}` })),
        })),
        { label: t("commands") },
      );
    return iconButton("slash", t("commands"), open, { "data-testid": "commands" });
  }

  function drawContext() {
    const target = column.edit ?? column.reply;
    context.hidden = !target;
    if (!target) return;
    const drop = () => {
      if (column.edit) area.value = "";
      column.edit = null;
      column.reply = null;
      drawContext();
      fit();
      area.focus();
    };
    context.replaceChildren(
      h(
        "div",
        { class: "context-words" },
        h("strong", null, column.edit ? t("editing") : h("bdi", null, t("replying-to", { name: authorOf(target).name }))),
        h("span", { dir: "auto" }, preview(target)),
      ),
      iconButton("close", t("cancel"), drop),
    );
  }

  const sendFile = async (file) => {
    if (!file) return;
    const bytes = await base64(file);
    await sendThing(/^image\/(png|jpe?g|webp)$/.test(file.type) ? { photo: bytes } : { document: bytes, file_name: file.name });
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  picker.addEventListener("change", async () => {
    await sendFile(picker.files[0]);
    picker.value = "";
  });
  area.addEventListener("input", () => {
    session.drafts.set(key, area.value);
    fit();
  });
  area.addEventListener("paste", (event) => {
    const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith("image/"));
    if (!file) return;
    event.preventDefault();
    sendFile(file);
  });
  area.addEventListener("keydown", (event) => {
    // Enter that ends a Chinese composition must not send half a sentence.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && (column.edit || column.reply)) {
      event.preventDefault();
      if (column.edit) area.value = "";
      column.edit = null;
      column.reply = null;
      drawContext();
      fit();
    }
  });
  drawContext();
  setTimeout(fit);

  return {
    element: form,
    focus: () => area.focus(),
    insert: (text) => {
      area.value = text;
      session.drafts.set(key, text);
      fit();
      area.focus();
    },
    refresh: () => {
      if (column.edit) area.value = column.edit.text ?? "";
      drawContext();
      fit();
      area.focus();
    },
  };
}

function maskButton(column, chat) {
  if (isPrivate(chat) || chat.type === "channel" || !isAdmin(membershipOf(chat, column.person))) {
    column.anonymous = undefined;
    return null;
  }
  column.anonymous ??= membershipOf(chat, column.person).is_anonymous ?? false;
  const button = iconButton("mask", t("anonymous"), () => {
    column.anonymous = !column.anonymous;
    button.setAttribute("aria-pressed", String(column.anonymous));
  });
  button.setAttribute("aria-pressed", String(column.anonymous));
  button.dataset.testid = "anonymous";
  return button;
}

async function base64(file) {
  const address = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return address.slice(address.indexOf(",") + 1);
}
