import { read } from './database.js';
import { LIST, pathOf } from './expense.js';
import { inOrder, standingOn } from './outbox.js';
import { waitOf } from './verdict.js';

/** What the list shows: each expense as the user left it, whether or not the server knows; and whether it was ever read. */
export function rows(sending = new Set()) {
  return read(async transaction => {
    const representations = await transaction.all('representations');
    const operations = inOrder(await transaction.all('operations'));
    return assemble(representations, operations, sending);
  });
}

function assemble(representations, operations, sending) {
  const chains = Map.groupBy(operations, operation => operation.resource);
  const known = new Map(representations.map(one => [one.path, one]));
  const list = known.get(LIST);
  const made = results(list?.body ?? [], operations);
  const listed = (list?.body ?? []).map(pathOf).filter(path => known.has(path) && !(made.has(path) && !chains.has(path)));
  const others = [...chains.keys()].filter(resource => !listed.includes(resource));
  return {
    rows: [...listed, ...others].reverse().map(resource => row(resource, known.get(resource), chains.get(resource), sending)),
    read: list !== undefined && list.read !== false,
  };
}

/** What creates seem to have made of which this device does not know whether they arrived: it is shown as theirs only. */
function results(list, operations) {
  const made = new Set();
  for (const { mine, newest } of operations.filter(one => one.kind === 'create' && one.tried)) {
    const result = list.find(
      one => one.id > newest && one.amount === mine.amount && one.note === mine.note && !made.has(pathOf(one)),
    );
    if (result) {
      made.add(pathOf(result));
    }
  }
  return made;
}

function row(resource, representation, chain = [], sending) {
  const head = chain.at(0);
  const last = chain.at(-1);
  return {
    resource,
    path: head ? head.path : resource,
    expense: last?.mine ?? last?.base ?? representation?.body,
    deleted: last?.kind === 'delete',
    head,
    last,
    badge: head ? badge(head, sending) : null,
    reason: head?.reason ?? null,
    // Another key could make it twice
    sameKeyOnly: head?.state === 'refused' && Boolean(head.tried),
    wait: head ? waitOf(head) : 0,
    ground: last
      ? { base: last.mine, ifMatch: null, seen: null, untagged: false, after: last.key }
      : standingOn(representation),
  };
}

function badge(head, sending) {
  if (head.state === 'queued' && sending.has(head.key)) {
    return 'sending';
  }
  return head.state === 'refused' && head.refusedWith === 404 && head.kind === 'edit' ? 'gone' : head.state;
}
