/** Names the variable and the rule, never the value: a password must not reach a log through a typo. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
