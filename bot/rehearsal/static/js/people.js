/** Choosing who one is, and inventing somebody new. */

import { post } from "./api.js";
import { h } from "./dom.js";
import { openForm, openPicker } from "./dialogs.js";
import { personAvatar } from "./avatars.js";
import { changed, store } from "./store.js";
import { t } from "./text.js";
import { humans, nameOf } from "./world.js";

/** A person in a list: picture, name, @username. */
export function personRow(person, note = null) {
  return [
    personAvatar(person),
    h("span", { class: "row-words" }, h("bdi", { class: "row-name" }, nameOf(person)), h("small", null, note ?? (person.username ? `@${person.username}` : `#${person.id}`))),
  ];
}

/** People whose name, @username or number holds the words. */
export function findPeople(words, people = humans()) {
  if (!words) return people;
  return people.filter((person) => `${nameOf(person)} @${person.username ?? ""} ${person.id}`.toLocaleLowerCase().includes(words.replace(/^#/, "")));
}

/** Asks for one of the people, or makes a new one. */
export function choosePerson({ title, anchor, run, people = humans, withNew = true }) {
  const sorted = () => people().sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  openPicker({
    title,
    anchor,
    testid: "person-picker",
    entries: (words) => findPeople(words, sorted()).map((person) => ({ key: person.id, node: personRow(person), run: () => run(person) })),
    extra: withNew
      ? (close) =>
          h(
            "button",
            {
              type: "button",
              class: "wide-button",
              "data-testid": "new-person",
              on: {
                click: () => {
                  close();
                  newPerson({ anchor, run });
                },
              },
            },
            t("new-person"),
          )
      : null,
  });
}

/** The form of a new person. */
export function newPerson({ anchor, run }) {
  openForm({
    title: t("new-person"),
    anchor,
    testid: "person-form",
    submit: t("create"),
    fields: personFields({ language_code: "zh-hans" }, true),
    run: async (values) => {
      const person = await post("/control/people", trimmed(values));
      const made = person.person ?? person;
      store.people.set(made.id, made);
      changed("people");
      run(made);
    },
  });
}

export function personFields(person, withStarted = false) {
  return [
    { name: "first_name", label: t("first-name"), required: true, value: person.first_name },
    { name: "last_name", label: t("last-name"), value: person.last_name ?? "" },
    { name: "username", label: t("username"), value: person.username ?? "" },
    { name: "language_code", label: t("language-code"), value: person.language_code ?? "" },
    ...(withStarted ? [{ name: "started", label: t("has-started"), kind: "check", value: false }] : []),
  ];
}

/** Values without the empty ones. */
export function trimmed(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "" && value !== null));
}
