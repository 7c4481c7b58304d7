/** The reader's language: sentences from the catalogues, dates and numbers by its customs. */

import { english } from "./texts/en.js";
import { chinese } from "./texts/zh-CN.js";

const CATALOGUES = { en: english, "zh-CN": chinese };

let language = "en";
let formats = {};

export function currentLanguage() {
  return language;
}

/** The language of the address, of the last visit, or of the browser, in this order. */
export function chooseLanguage() {
  const asked = new URLSearchParams(location.search).get("lang");
  const kept = localStorage.getItem("hearth.language");
  const wanted = asked ?? kept ?? navigator.language ?? "en";
  setLanguage(/^zh/i.test(wanted) ? "zh-CN" : "en");
}

export function setLanguage(code) {
  language = code;
  formats = {};
  document.documentElement.lang = code;
}

/** The sentence of `key` with `values` put in; a catalogue entry may be a function of them. */
export function t(key, values = {}) {
  const entry = CATALOGUES[language][key];
  if (entry === undefined) throw new Error(`No text for ${key}.`);
  if (typeof entry === "function") return entry(values);
  return entry.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function format(name, options) {
  formats[name] ??= new Intl.DateTimeFormat(language, { hourCycle: "h23", ...options });
  return formats[name];
}

const asDate = (seconds) => new Date(seconds * 1000);

export const clockTime = (seconds) =>
  format("time", { hour: "2-digit", minute: "2-digit" }).format(asDate(seconds));

export const clockSeconds = (seconds) =>
  format("seconds", { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(asDate(seconds));

export const utcTime = (seconds) =>
  format("utc", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" }).format(asDate(seconds));

export const longDay = (seconds) =>
  format("day", { weekday: "short", month: "short", day: "numeric" }).format(asDate(seconds));

export const fullDay = (seconds) =>
  format("full", { year: "numeric", month: "long", day: "numeric", weekday: "long" }).format(asDate(seconds));

export const dayAndTime = (seconds) => `${longDay(seconds)} ${clockTime(seconds)}`;

/** A day's name in a list of chats: the time today, else the date. */
export function shortMoment(seconds, now) {
  if (dayKey(seconds) === dayKey(now)) return clockTime(seconds);
  return format("short", { month: "numeric", day: "numeric" }).format(asDate(seconds));
}

export function dayKey(seconds) {
  const date = asDate(seconds);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

export function number(value) {
  return new Intl.NumberFormat(language).format(value);
}
