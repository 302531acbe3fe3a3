// @ts-check
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleSimulation } from './bundle.mjs';

// `npm run sim`: bundles the simulation as it is now, and plays it. A stack names the sources.
process.setSourceMapsEnabled(true);
await import(pathToFileURL(await bundleSimulation(path.resolve(import.meta.dirname, '../..'))).href);
