// @ts-check
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readJson, writePrivate } from './secrets.mjs';

/** Where the gateway puts its link for the first owner, for the moment until it is on the screen. @param {string} home */
export const setupLinkFile = (home) => path.join(home, 'setup-link');

/** A link that an earlier start left; the gateway has voided it by now. @param {string} home */
export const forgetSetupLink = (home) => rmSync(setupLinkFile(home), { force: true });

/**
 * Reads the link, if there is one, and removes it from the disk.
 * @param {string} home
 * @returns {string | undefined}
 */
export function takeSetupLink(home) {
  try {
    return readFileSync(setupLinkFile(home), 'utf8').trim();
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  } finally {
    forgetSetupLink(home);
  }
}

/**
 * What stands on the screen after a start without the demonstration.
 * @param {{gateway: string, portal: string}} urls
 * @param {string | undefined} setupLink
 */
export function plainText(urls, setupLink) {
  const lines = [`Portal          ${urls.portal}`, `Sonata API      ${urls.gateway}/sonata/v1`];
  if (setupLink === undefined) return lines.join('\n');
  return [
    ...lines,
    '',
    'Nobody owns this PayPort yet. The first owner opens this link, which works once, within 24 hours:',
    '',
    `  ${setupLink}`,
    '',
    'Another one: npm run owner:reset',
  ].join('\n');
}

/** @param {string} home */
const addressesFile = (home) => path.join(home, 'addresses.json');

/**
 * Notes where portal and gateway were last reached, for commands that print links.
 * @param {string} home
 * @param {{gateway: string, portal: string}} urls
 */
export function writeAddresses(home, { gateway, portal }) {
  writePrivate(addressesFile(home), `${JSON.stringify({ gateway, portal })}\n`);
}

/**
 * Where people open the portal: as configured, else where the last start has put it, else its usual place.
 * @param {import('./config.mjs').Config} config
 * @returns {string}
 */
export function portalAddress({ home, portalUrl, portalHost, portalPort }) {
  if (portalUrl !== undefined) return portalUrl;
  const known = /** @type {{portal?: unknown} | undefined} */ (readJson(addressesFile(home)));
  if (typeof known?.portal === 'string') return known.portal;
  const host = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(portalHost) ? 'localhost' : portalHost;
  return `http://${host}:${portalPort}`;
}
