import { Icon } from '../parts/icons';
import { useApp } from './app';

export function Toasts() {
  const app = useApp();
  return (
    <div class="toasts" role="status" aria-live="polite">
      {app.toasts.value.map((toast) => (
        <div key={toast.id} class={`toast ${toast.kind}`} data-testid="toast">
          <p dir="auto">{toast.text}</p>
          <button type="button" class="plain" aria-label="Close this message" onClick={() => app.closeToast(toast.id)}><Icon name="close" /></button>
        </div>
      ))}
    </div>
  );
}
