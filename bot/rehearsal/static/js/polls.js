/** Polls and quizzes: choosing, the bars of the result, taking a vote back. */

import { act } from "./api.js";
import { formatted } from "./entities.js";
import { h, icon } from "./dom.js";
import { session } from "./session.js";
import { number, t } from "./text.js";
import { personOf } from "./world.js";
import { personAvatar } from "./avatars.js";

const SHOWN_VOTERS = 3;

/** The poll of `message` as this column's person sees it. */
export function pollView(message, column, trying) {
  const { poll } = message;
  const mine = choicesOf(message, column.person);
  const decided = mine.length > 0 || poll.is_closed;
  const key = `${column.person}:${message.chat.id}:${message.message_id}`;
  return h(
    "div",
    { class: "poll", "data-testid": "poll" },
    h("p", { class: "poll-question", dir: "auto" }, formatted(poll.question, poll.question_entities, {})),
    h("p", { class: "poll-kind" }, kindLine(poll)),
    decided ? results(message, poll, mine) : ballot(message, column, key, trying),
    decided && poll.explanation ? h("p", { class: "poll-explanation", dir: "auto" }, "💡 ", poll.explanation) : null,
    footer(message, column, key, mine, trying),
  );
}

function choicesOf(message, person) {
  return Object.entries(message.votes ?? {})
    .filter(([, people]) => people.includes(person))
    .map(([index]) => Number(index));
}

function kindLine(poll) {
  const kind = poll.type === "quiz" ? "quiz" : "poll";
  if (poll.is_closed) return t(`${kind}-closed`);
  return t(poll.is_anonymous ? `${kind}-anonymous` : `${kind}-public`);
}

function ballot(message, column, key, trying) {
  const { poll } = message;
  const vote = (options) =>
    trying(() => act(column.person, "vote", { chat_id: message.chat.id, message_id: message.message_id, options }));
  return h(
    "div",
    { class: "poll-options", role: "group", "aria-label": poll.question },
    poll.options.map((option, index) => {
      const attributes = { class: "poll-option", "data-testid": "poll-option", "data-option": index, "data-focus": `option-${index}` };
      if (!poll.allows_multiple_answers) {
        return h("button", { type: "button", ...attributes, on: { click: () => vote([index]) } }, h("span", { class: "poll-dot" }), words(option));
      }
      const chosen = session.choices.get(key) ?? new Set();
      const box = h("input", {
        type: "checkbox",
        checked: chosen.has(index),
        on: {
          change: () => {
            if (box.checked) chosen.add(index);
            else chosen.delete(index);
            session.choices.set(key, chosen);
          },
        },
      });
      return h("label", attributes, box, words(option));
    }),
  );
}

const words = (option) => h("span", { class: "poll-words", dir: "auto" }, formatted(option.text, option.text_entities, {}));

function results(message, poll, mine) {
  const total = Math.max(1, poll.total_voter_count);
  const right = new Set(poll.correct_option_ids ?? (poll.correct_option_id === undefined ? [] : [poll.correct_option_id]));
  return h(
    "ul",
    { class: "poll-results" },
    poll.options.map((option, index) => {
      const share = Math.round((option.voter_count / total) * 100);
      const bar = h("i", { class: "poll-bar" });
      bar.style.setProperty("--share", `${share}%`);
      const chosen = mine.includes(index);
      const verdict = poll.type === "quiz" && right.size ? (right.has(index) ? "right" : chosen ? "wrong" : "") : "";
      return h(
        "li",
        { class: `poll-result ${chosen ? "mine" : ""} ${verdict}`, "data-testid": "poll-result", "data-option": index, "data-votes": option.voter_count },
        h("span", { class: "poll-share" }, `${share}%`),
        words(option),
        chosen ? h("span", { class: "poll-mine", title: t("your-vote") }, icon("check")) : null,
        poll.is_anonymous ? null : voters(message.votes?.[index] ?? []),
        bar,
      );
    }),
  );
}

function voters(ids) {
  if (ids.length === 0) return null;
  return h("span", { class: "voters" }, ids.slice(0, SHOWN_VOTERS).map((id) => personAvatar(personOf(id) ?? { id })));
}

function footer(message, column, key, mine, trying) {
  const { poll } = message;
  const send = (options) => () =>
    trying(async () => {
      await act(column.person, "vote", { chat_id: message.chat.id, message_id: message.message_id, options: options() });
      session.choices.delete(key);
    });
  const open = !poll.is_closed;
  return h(
    "p",
    { class: "poll-footer" },
    h("span", null, poll.total_voter_count ? t("voters", { count: poll.total_voter_count, shown: number(poll.total_voter_count) }) : t("no-votes")),
    open && mine.length === 0 && poll.allows_multiple_answers
      ? h("button", { type: "button", class: "quiet", "data-testid": "poll-vote", on: { click: send(() => [...(session.choices.get(key) ?? [])]) } }, t("vote"))
      : null,
    open && mine.length > 0 && poll.type !== "quiz"
      ? h("button", { type: "button", class: "quiet", "data-testid": "poll-retract", on: { click: send(() => []) } }, t("retract"))
      : null,
  );
}
