import { beside, type Wish } from './beside.ts';

/**
 * Shows a panel in the browser's top layer beside its opener, and keeps it there while the page scrolls or anything grows.
 * Returns what ends that.
 */
export function showBeside(panel: HTMLElement, opener: HTMLElement, wish: Wish): () => void {
  const place = () => {
    const at = opener.getBoundingClientRect();
    panel.style.setProperty('--opener-width', `${at.width}px`);
    const size = { width: panel.offsetWidth, height: panel.scrollHeight };
    const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const px = Object.entries(beside(at, size, view, wish)).map(([name, value]) => [name, `${value}px`]);
    Object.assign(panel.style, { top: 'auto', bottom: 'auto', ...Object.fromEntries(px) });
  };
  panel.showPopover();
  place();
  const grown = new ResizeObserver(place);
  grown.observe(panel);
  grown.observe(opener);
  window.addEventListener('resize', place);
  window.addEventListener('scroll', place, { capture: true, passive: true });
  return () => {
    grown.disconnect();
    window.removeEventListener('resize', place);
    window.removeEventListener('scroll', place, { capture: true });
    if (panel.isConnected) panel.hidePopover();
  };
}
