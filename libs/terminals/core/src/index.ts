export * from './causes/index.ts';
export * from './device-address.ts';
export * from './driver.ts';
export * from './frame.ts';
export * from './program.ts';
export * from './receive-buffer.ts';
export * from './wire.ts';
export * from './setting-meta.ts';
