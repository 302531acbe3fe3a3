// @ts-check

/** Given to a part only when it needs them: an install script of somebody else's package never does. */
const SECRET = /^(DATABASE_URL|DATABASE_OWNER_URL|AUTH_SECRET|METRICS_TOKEN|SMTP_URL)$/;

/**
 * For npm, builds and generators: the user's own settings of npm stay.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !SECRET.test(name) && !/^npm_(?!config_)/.test(name)));
}

/**
 * For our own programs: without what npm adds about itself, and (for our own server) without PG* variables, which
 * would lead the connection elsewhere or change it.
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} ownServer
 * @returns {NodeJS.ProcessEnv}
 */
export function partEnvironment(env, ownServer) {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !SECRET.test(name) && !name.startsWith('npm_') && !(ownServer && /^PG[A-Z]/.test(name))),
  );
}
