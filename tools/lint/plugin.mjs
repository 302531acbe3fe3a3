// @ts-check
import { moduleDoor } from './module-door.mjs';
import { noFloatMoney } from './no-float-money.mjs';

/** Our own rules, each with its test beside it. @type {import('eslint').ESLint.Plugin} */
export const payport = { rules: { 'module-door': moduleDoor, 'no-float-money': noFloatMoney } };
