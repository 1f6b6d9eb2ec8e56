import { LIST } from './cache.js';
import { read } from './database.js';
import { inOrder, standingOn } from './outbox.js';

/** What the list shows: each expense as the user left it, whether or not the server knows. */
export function rows(sending) {
  return read(async transaction => {
    const representations = await transaction.all('representations');
    const operations = inOrder(await transaction.all('operations'));
    return assemble(representations, operations, sending);
  });
}

function assemble(representations, operations, sending) {
  const chains = Map.groupBy(operations, operation => operation.resource);
  const known = new Map(representations.map(one => [one.path, one]));
  const listed = (known.get(LIST)?.body ?? []).map(expense => `${LIST}/${expense.id}`).filter(path => known.has(path));
  const others = [...chains.keys()].filter(resource => !listed.includes(resource));
  return [...listed, ...others].reverse().map(resource => row(resource, known.get(resource), chains.get(resource), sending));
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
    ground: last ? { base: last.mine, ifMatch: null, seen: null, after: last.key } : standingOn(representation),
  };
}

function badge(head, sending) {
  return head.state === 'queued' && sending.has(head.key) ? 'sending' : head.state;
}
