// What dialogs use in place of react-style-singleton: it writes a <style> into the page, which the
// page's policy refuses; a sheet that a script adopts it does not.
import { useEffect } from "react";

export const styleSingleton = () =>
  function Adopted({ styles }: { styles: string }) {
    useEffect(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      document.adoptedStyleSheets.push(sheet);
      return () => {
        document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
      };
    }, [styles]);
    return null;
  };
