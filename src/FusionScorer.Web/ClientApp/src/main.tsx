import { render } from 'preact';
import { App, AppContext } from './app/app';
import { listenToLinks } from './app/router';
import { Shell } from './app/Shell';
import { followTheme } from './app/theme';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/review.css';
import './styles/pages.css';

const app = new App();
followTheme(app);
listenToLinks();
app.keyboard.listen(window);
void app.start();
render(<AppContext.Provider value={app}><Shell /></AppContext.Provider>, document.getElementById('app')!);
