// @ts-check
import path from 'node:path';

const MODULES = 'apps/gateway/src/modules/';

/**
 * The gateway module that a file belongs to.
 * @param {string} file relative to the workspace
 */
function moduleOf(file) {
  return file.startsWith(MODULES) ? file.slice(MODULES.length).split('/')[0] : undefined;
}

/** A module's `index.ts` is its door: what is not shown there can be changed without asking anybody. */
export const moduleDoor = /** @type {import('eslint').Rule.RuleModule} */ ({
  meta: {
    type: 'problem',
    docs: { description: 'Modules of the gateway use each other through their index.ts.' },
    schema: [],
    messages: { door: 'Use the module "{{module}}" through its index.ts.' },
  },
  create(context) {
    /** @param {string} file */
    const relative = (file) => path.relative(context.cwd, file).split(path.sep).join('/');
    const own = moduleOf(relative(context.filename));
    /** @param {import('estree').Node} node @param {unknown} source */
    const check = (node, source) => {
      if (own === undefined || typeof source !== 'string' || !source.startsWith('.')) return;
      const target = relative(path.resolve(path.dirname(context.filename), source));
      const module = moduleOf(target);
      if (module === undefined || module === own || target === `${MODULES}${module}/index.ts`) return;
      context.report({ node, messageId: 'door', data: { module } });
    };
    /** @param {any} node */
    const visit = (node) => check(node, node.source?.value);
    return { ImportDeclaration: visit, ExportNamedDeclaration: visit, ExportAllDeclaration: visit, ImportExpression: visit };
  },
});
