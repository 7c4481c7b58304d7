/** Building the page from plain values: data only ever becomes text, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/** An element; `on` holds listeners, `false` and `null` leave an attribute out. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === "value" || name === "checked" || name === "disabled" || name === "selected") {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  append(element, children);
  return element;
}

/** Adds children: nodes as they are, anything else as text. */
export function append(element, children) {
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Puts `children` in place of what was there. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

const SHAPES = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-8-6 16-3-6.5z M11 13.5L20 4",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.3 3.3 0 0 1 4.7 4.7l-8.3 8.3a1.6 1.6 0 0 1-2.3-2.3l7.4-7.4",
  info: "M12 11v6M12 7.5v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
  search: "M20 20l-4.5-4.5M17 10.5a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z",
  plus: "M12 5v14M5 12h14",
  scenes: "M4 9h16v10H4zM4 9l1-4 15-.5V9M8 5l-1 4M13 4.7L12 9M18 4.6L17 9",
  faults: "M13 3L5 14h6l-1 7 8-11h-6z",
  calls: "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14",
  clock: "M12 7v5l3.5 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
  language: "M3.5 12h17M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
  down: "M6 9l6 6 6-6",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  mask: "M3 8c3-1.5 6-1.5 9 0 3-1.5 6-1.5 9 0 0 6-2 9-4.5 9-2 0-3-2-4.5-2s-2.5 2-4.5 2C5 17 3 14 3 8zM7.5 11.5h2M14.5 11.5h2",
  keyboard: "M3 7h18v10H3zM7 10.5v.01M11 10.5v.01M15 10.5v.01M8 14h8",
  check: "M5 12.5l4.5 4.5L19 7.5",
  smile: "M8.5 14c1.8 2.3 5.2 2.3 7 0M9 9.5v.01M15 9.5v.01M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
  members: "M12 11.5a3.5 3.5 0 1 0-6 0M2.5 19c.5-4 3-5.5 6.5-5.5s6 1.5 6.5 5.5M15 5a3.5 3.5 0 0 1 1 6.8M18 14c2 .7 3.2 2.3 3.5 5",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  slash: "M15 4L9 20",
};

/** A plain sign such as ❤ in its colours, as reactions show it. */
export const coloured = (emoji) => (emoji.length === 1 ? `${emoji}\ufe0f` : emoji);

/** A line icon from the small set above. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** A button that shows an icon and says its name to those who cannot see it. */
export function iconButton(name, label, onClick, properties) {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click: onClick }, ...properties },
    icon(name),
  );
}

/**
 * Makes `container` show `items` in order, keeping the nodes whose item has not changed.
 * An item is `{key, parts, build}`: `parts` is an array compared member by member.
 */
export function reconcile(container, items) {
  const known = container.__nodes ?? new Map();
  const next = new Map();
  const focused = container.contains(document.activeElement) ? focusPath(container) : null;
  let cursor = container.firstChild;
  for (const item of items) {
    let node = known.get(item.key);
    if (!node || !sameParts(node.__parts, item.parts)) {
      const fresh = item.build();
      fresh.__parts = item.parts;
      if (node) {
        if (node === cursor) cursor = fresh;
        node.replaceWith(fresh);
      }
      node = fresh;
    }
    next.set(item.key, node);
    if (node === cursor) cursor = cursor.nextSibling;
    else container.insertBefore(node, cursor);
  }
  while (cursor) {
    const gone = cursor;
    cursor = cursor.nextSibling;
    gone.remove();
  }
  container.__nodes = next;
  if (focused && !container.contains(document.activeElement)) restoreFocus(container, focused);
}

function sameParts(before, after) {
  return before.length === after.length && before.every((part, index) => Object.is(part, after[index]));
}

function focusPath(container) {
  const active = document.activeElement;
  let top = active;
  while (top.parentNode !== container) top = top.parentNode;
  for (const [key, node] of container.__nodes ?? []) {
    if (node === top) return { key, focus: active.getAttribute("data-focus") };
  }
  return null;
}

function restoreFocus(container, { key, focus }) {
  const node = container.__nodes.get(key);
  if (!node || !focus) return;
  const again = [...node.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === focus);
  again?.focus({ preventScroll: true });
}
