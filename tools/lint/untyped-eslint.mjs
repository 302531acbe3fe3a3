// @ts-check
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

/**
 * ESLint with our configuration but without the rules that need types: those load the whole program first, and a
 * planted file need not exist on disk. For tests of the walls.
 * @param {string} root
 */
export function untypedEslint(root) {
  const untyped = /** @type {import('eslint').Linter.Config} */ (tseslint.configs.disableTypeChecked);
  return new ESLint({
    cwd: root,
    overrideConfig: { rules: untyped.rules ?? {}, languageOptions: { parserOptions: { projectService: false, program: null } } },
  });
}
