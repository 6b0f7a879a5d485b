// What a page was drawn with, as its script takes it up.

/** @throws where the page has no such element */
export function find<E extends Element>(
  type: new () => E,
  selector: string,
  within: ParentNode = document,
): E {
  const found = within.querySelector(selector);
  if (!(found instanceof type)) throw new TypeError(`There is no ${selector}.`);
  return found;
}
