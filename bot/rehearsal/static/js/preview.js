/** A message in one line, for lists of chats, replies and pins. */

import { isService, serviceSentence } from "./service.js";
import { kindOf } from "./media.js";
import { t } from "./text.js";

const LENGTH = 120;

/** At most `most` characters of what a message says. */
export function preview(message, most = LENGTH) {
  if (!message) return "";
  if (message.deleted) return t("deleted");
  if (isService(message)) return serviceSentence(message);
  const words = message.text ?? message.caption ?? "";
  const kind = kindOf(message);
  const line = [kind, words].filter(Boolean).join(" · ") || t("unknown-message");
  const flat = line.slice(0, most + 1).replace(/\s+/g, " ");
  return line.length > most ? `${[...flat].slice(0, -1).join("")}…` : flat;
}
