/** The control API: the only way by which the page reads or changes the world. */

export class Refused extends Error {}

/** Reads one address; raises `Refused` with the server's sentence. */
export function get(path) {
  return ask(path, { headers: { Accept: "application/json" } });
}

export function post(path, body) {
  return ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });
}

export function remove(path) {
  return ask(path, { method: "DELETE" });
}

/** One act of one person, by the names of docs/rehearsal.md. */
export function act(person, deed, fields) {
  return post("/control/act", { as: person, do: deed, ...fields });
}

export function fileAddress(fileId) {
  return `/control/files/${encodeURIComponent(fileId)}`;
}

async function ask(path, options) {
  const answer = await fetch(path, options);
  const text = await answer.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    body = null;
  }
  if (!answer.ok) throw new Refused(body?.error ?? `${answer.status} ${answer.statusText}`);
  return body;
}

/**
 * Listens to the server's events for as long as the page lives and comes back after a restart.
 */
export function listen({ onEvent, onOpen, onLost }) {
  let wait = 500;
  const connect = () => {
    const source = new EventSource("/control/events");
    source.onopen = () => {
      wait = 500;
      onOpen();
    };
    source.onmessage = (message) => onEvent(JSON.parse(message.data));
    source.onerror = () => {
      source.close();
      onLost();
      setTimeout(connect, wait);
      wait = Math.min(wait * 1.6, 5000);
    };
  };
  connect();
}
