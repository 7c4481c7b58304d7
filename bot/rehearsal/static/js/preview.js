/** A message in one line, for lists of chats, replies and pins. */

import { isService, serviceSentence } from "./service.js";
import { kindOf } from "./media.js";
import { t } from "./text.js";

const LENGTH = 120;

export function preview(message) {
  if (!message) return "";
  if (message.deleted) return t("deleted");
  if (isService(message)) return serviceSentence(message);
  const words = message.text ?? message.caption ?? "";
  const kind = kindOf(message);
  const line = [kind, words].filter(Boolean).join(" · ") || t("unknown-message");
  return line.length > LENGTH ? `${line.slice(0, LENGTH)}…` : line.replace(/\s+/g, " ");
}
