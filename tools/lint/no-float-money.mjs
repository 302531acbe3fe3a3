// @ts-check
import { speaksOfMoney } from './money-words.mjs';

/** @typedef {import('estree').Node} Node */

/**
 * The names that a value is made of: `Number(payment.amountMinor % 100n)` speaks of `payment` and `amountMinor`, and
 * `row['total_sum']` of `row` and `total_sum`.
 * Arguments of calls are looked at, the bodies of functions are not: those are values of their own.
 * @param {unknown} node
 * @returns {string[]}
 */
function namesIn(node) {
  if (node === null || typeof node !== 'object' || !('type' in node)) return [];
  const known = /** @type {Node} */ (node);
  if (known.type === 'Identifier' || known.type === 'PrivateIdentifier') return [known.name];
  if (known.type === 'Literal') return typeof known.value === 'string' ? [known.value] : [];
  if (known.type === 'FunctionExpression' || known.type === 'ArrowFunctionExpression') return [];
  return Object.entries(known).flatMap(([key, value]) => {
    if (key === 'parent') return [];
    return Array.isArray(value) ? value.flatMap(namesIn) : namesIn(value);
  });
}

/** @param {unknown[]} nodes */
const money = (nodes) => nodes.flatMap(namesIn).some(speaksOfMoney);

/** @param {Node} callee @param {string[]} names whether it is `name` or `Number.name` */
function calls(callee, names) {
  if (callee.type === 'Identifier') return names.includes(callee.name);
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Number' &&
    callee.property.type === 'Identifier' &&
    names.includes(callee.property.name)
  );
}

/** Binary fractions cannot hold kopecks, so no amount may ever become a `number`: not on its way in, not for display. */
export const noFloatMoney = /** @type {import('eslint').Rule.RuleModule} */ ({
  meta: {
    type: 'problem',
    docs: { description: 'Amounts are bigint minor units; they never become floating-point numbers.' },
    schema: [],
    messages: {
      parseFloat: 'parseFloat loses kopecks: read amounts with the money functions of @payport/domain.',
      toFixed: 'toFixed rounds a float: write amounts with the money functions of @payport/domain.',
      convert: 'An amount must not become a number: keep bigint minor units (@payport/domain).',
      annotate: 'An amount is a bigint in minor units, not a number.',
    },
  },
  create(context) {
    return {
      CallExpression(node) {
        const { callee } = node;
        if (calls(/** @type {Node} */ (callee), ['parseFloat'])) context.report({ node, messageId: 'parseFloat' });
        else if (callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 'toFixed') {
          context.report({ node, messageId: 'toFixed' });
        } else if (calls(/** @type {Node} */ (callee), ['Number', 'parseInt']) && money(node.arguments))
          context.report({ node, messageId: 'convert' });
      },
      'UnaryExpression[operator="+"]'(/** @type {import('estree').UnaryExpression} */ node) {
        if (money([node.argument])) context.report({ node, messageId: 'convert' });
      },
      TSNumberKeyword(/** @type {any} */ node) {
        const owner = node.parent?.parent;
        const name = owner?.key?.name ?? owner?.name;
        if (node.parent?.type === 'TSTypeAnnotation' && typeof name === 'string' && speaksOfMoney(name))
          context.report({ node, messageId: 'annotate' });
      },
    };
  },
});
