/** Scenes to play with one click, and faults to put in the bot's way. */

import { post, remove } from "./api.js";
import { fill, h } from "./dom.js";
import { openSheet } from "./dialogs.js";
import { session } from "./session.js";
import { changed, readDue, store, subscribe } from "./store.js";
import { currentLanguage, t } from "./text.js";
import { titleOf } from "./world.js";

const groups = () => [...store.chats.values()].filter((chat) => chat.type !== "private" && !chat.migrated_to);

function chatSelect(withAll) {
  const open = session.columns.map(({ chat }) => chat).find((id) => id !== null && id < 0);
  return h(
    "select",
    { "aria-label": t("where") },
    withAll ? h("option", { value: "" }, t("everywhere")) : null,
    groups().map((chat) => h("option", { value: chat.id, selected: !withAll && chat.id === open }, titleOf(chat))),
  );
}

/** The scenes, played in the chosen group. */
export function openScenes(anchor, say) {
  const where = chatSelect(false);
  const play = (scene, button) => async () => {
    button.disabled = true;
    button.classList.add("waiting");
    try {
      await post(`/control/scenes/${encodeURIComponent(scene.name)}`, { chat_id: Number(where.value) });
      say(t("scene-played", { title: titleOfScene(scene) }), "");
    } catch (refused) {
      say(refused.message, "error");
    } finally {
      button.disabled = false;
      button.classList.remove("waiting");
    }
  };
  const list = store.scenes.map((scene) => {
    const button = h("button", { type: "button", class: "scene", "data-testid": `scene-${scene.name}` }, h("span", { class: "scene-sign", "aria-hidden": "true" }, "▶"), h("span", null, titleOfScene(scene)));
    button.addEventListener("click", play(scene, button));
    return button;
  });
  openSheet({
    title: t("scenes"),
    anchor,
    testid: "scenes",
    content: groups().length
      ? h("div", { class: "scenes" }, h("label", { class: "field" }, h("span", { class: "field-label" }, t("where")), where), list, list.length ? null : h("p", { class: "nothing" }, t("no-scenes")))
      : h("p", { class: "nothing" }, t("scenes-need-group")),
  });
}

const titleOfScene = (scene) => scene.title?.[currentLanguage()] ?? scene.title?.en ?? scene.name;

const READY_MADE = [
  { key: "fault-429", body: { kind: "429", times: 1, retry_after: 10 } },
  { key: "fault-5xx", body: { kind: "5xx", times: 3 } },
  { key: "fault-before", body: { kind: "timeout_before", times: 1 } },
  { key: "fault-after", body: { kind: "timeout_after", times: 1 } },
  { key: "fault-broken", body: { kind: "broken", times: 1 } },
];

/** The faults: ready-made ones, for one method or one chat if wanted, and those that wait. */
export function openFaults(anchor, say) {
  const method = h("input", { type: "text", value: "*", "aria-label": t("method"), spellcheck: "false", "data-testid": "fault-method" });
  const where = chatSelect(true);
  const active = h("div", { class: "faults-active" });
  const keep = (answer) => {
    store.faults = answer?.faults ?? (Array.isArray(answer) ? answer : []);
    changed("faults");
  };
  const doing = (run) => async () => {
    try {
      keep(await run());
    } catch (refused) {
      say(refused.message, "error");
    }
  };
  const inject = (body) =>
    doing(() => post("/control/faults", { ...body, method: method.value.trim() || "*", ...(where.value ? { chat_id: Number(where.value) } : {}) }));
  const draw = () =>
    fill(
      active,
      store.faults.length
        ? [
            h("h3", null, t("faults-waiting"), h("button", { type: "button", class: "chip danger", "data-testid": "faults-clear", on: { click: doing(() => remove("/control/faults")) } }, t("clear-faults"))),
            h("ul", { class: "plain-list" }, store.faults.map((fault) => h("li", { "data-testid": "fault" }, h("code", null, fault.kind), ` ${fault.method ?? "*"}`, fault.times ? ` × ${fault.times}` : ""))),
          ]
        : h("p", { class: "info-note" }, t("no-faults")),
    );
  draw();
  const sheet = openSheet({
    title: t("faults"),
    anchor,
    testid: "faults",
    content: h(
      "div",
      { class: "scenes" },
      h("p", { class: "info-note" }, t("faults-note")),
      READY_MADE.map(({ key, body }) => h("button", { type: "button", class: "scene", "data-testid": key, on: { click: inject(body) } }, h("span", { class: "scene-sign fault", "aria-hidden": "true" }, "⚡"), h("span", null, t(key)))),
      h("div", { class: "pair" }, h("label", { class: "field" }, h("span", { class: "field-label" }, t("method")), method), h("label", { class: "field" }, h("span", { class: "field-label" }, t("where")), where)),
      active,
    ),
  });
  const stop = subscribe((topics) => topics.has("faults") && draw());
  sheet.addEventListener("close", stop);
  readDue();
}
