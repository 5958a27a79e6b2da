var M,pr,Ps,Re,dn,Lt,mr,Nt,gr,pn,cn,Ts,ft=Symbol.for("pv"),Bt={},qt=[],Ss=/^m(i|n|o|s|text|space)$/,mn=Array.isArray,fr=qt.slice,Ye=Object.assign;function Ge(e){e&&e.parentNode&&e.remove()}function Ht(e,t,n,o,i){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:ft,__v:i||++pr,__i:-1,__u:0};return!i&&M.vnode&&M.vnode(s),s}function A(e){return e.children}function Wt(e,t){this.props=e,this.context=t,this.__g=0}function De(e,t){if(t==null)return e.__&&De(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:De(e)}function As(e){var t,n=e.__v,o=n.__e,i=[],s=[],a=e.__P;a&&((t=Ye({constructor:ft},n)).__v=n.__v+1,M.vnode&&M.vnode(t),gn(a,t,n,e.__n,a.namespaceURI,32&n.__u?[o]:null,i,o||De(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,_r(i,t,s),n.__=n.__e=null,t.__e!=o&&hr(t))}function hr(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),hr(e)}function dr(e){(8&e.__g||(e.__g|=8,Re.push(e),Lt++))&&dn==M.debounceRendering||((dn=M.debounceRendering)||queueMicrotask)(br)}function br(){try{for(var e,t=1;Re.length;)Re.length>t&&Re.sort(mr),e=Re.shift(),t=Re.length,8&e.__g&&As(e)}finally{(Lt=Re.length)&&(dn||queueMicrotask)(br)}}function yr(e,t,n,o,i,s,a,u,p,c,d){var g,m,l,h,C,_,y=o.__k||qt,w=t.length;for(p=Us(n,t,y,p,w),g=0;g<w;g++)(l=n.__k[g])!=null&&(m=~l.__i&&y[l.__i]||Bt,l.__i=g,_=gn(e,l,m,i,s,a,u,p,c,d),h=l.__e,(m.ref!=l.ref||8&m.__u)&&(m.ref&&fn(m.ref,null,l,m),l.ref&&d.push(l.ref,l.__c||h,l)),C=C||h,4&l.__u?(p=wr(l,p,e,!m.__v),m.__e&&(m.__e=null)):typeof l.type=="function"&&_!==void 0?p=_:h&&(p=h.nextSibling),l.__u&=-21);return n.__e=C,p}function Us(e,t,n,o,i){var s,a,u,p,c,d,g,m,l,h=n.length,C=h,_=0,y=0,w=e.__k=Array(i);for(s=0;s<i;s++)(a=t[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=w[s]=Ht(null,a):mn(a)?a=w[s]=Ht(A,{children:a}):a.constructor===ft&&a.__b?a=w[s]=Ht(a.type,a.props,a.key,a.ref,a.__v):w[s]=a,p=s+_,a.__=e,a.__b=e.__b+1,u=null,~(c=a.__i=Ms(a,n,p,C))&&(C--,(u=n[c])&&(u.__u|=2)),u&&u.__v?(a.__u|=16,c==p-1?_--:c==p+1?_++:c!=p&&(c>p?_--:_++,y=1)):(~c||(i>h?_--:i<h&&_++),typeof a.type!="function"&&(a.__u|=4))):w[s]=null;if(y){for(d=[],g=[],s=0;s<i;s++)if((a=w[s])&&16&a.__u){for(_=0,m=d.length;_<m;)d[l=_+m>>1]<a.__i?_=l+1:m=l;d[_]=a.__i,g[s]=_+1}for(_=d.length;s--;)g[s]&&(g[s]==_?_--:w[s].__u|=4)}if(C)for(s=0;s<h;s++)!(u=n[s])||2&u.__u||(u.__e==o&&(o=De(u)),hn(u,u));return o}function wr(e,t,n,o){var i,s,a,u;if(typeof e.type=="function"){if(e.props.__P)return t;if(i=e.__k)for(s=0;s<i.length;s++)i[s]&&(i[s].__=e,t=wr(i[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=De(e))&&!t.parentNode&&(t=null),a=e.__e,u=t;u&&u.nodeType==8;)u=u.nextSibling;for(a!=u&&(!o&&n.moveBefore&&a.parentNode?n.moveBefore(a,t):n.insertBefore(a,t||null)),t=a;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function Ms(e,t,n,o){var i,s=e.key,a=e.type,u=t[n],p=u&&!(2&u.__u);if(u===null&&s==null||p&&s==u.key&&a==u.type)return n;if(o>(p?1:0)){for(i=n-1;i>=0;i--)if((u=t[i])&&!(2&u.__u)&&s==u.key&&a==u.type)return i;for(i=n+1;i<t.length;i++)if((u=t[i])&&!(2&u.__u)&&s==u.key&&a==u.type)return i}return-1}function cr(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function $t(e,t,n,o,i){var s,a;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||cr(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||cr(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(a=cn[t]||(cn[t]=Is(t)),(e.__a||(e.__a={}))[t]=pn,s=t!=(t=t.replace(gr,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,a,s):e.removeEventListener(t,a,s));else{if(i=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function Is(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[Nt]==null)t[Nt]=pn++;else if(t[Nt]<this.__a[e])return;return n(M.event?M.event(t):t)}}}function gn(e,t,n,o,i,s,a,u,p,c){var d,g,m,l,h,C,_,y,w,E,H,_e,xe,Ie,ce,je,Ce,Ee,he=t.type;if(t.constructor!==ft)return null;128&n.__u&&(p=32&n.__u,d=n.__c.__z)&&(t.__u|=p,g=s=[],d.nodeType==8?u=Vt(d,s):s.push(d),u=s[0]||u),(d=M.__b)&&d(t);e:if(typeof he=="function"){m=a.length;try{if(y=t.props,w=(d=he.prototype)&&d.render,E=(d=he.contextType)&&o[d.__c],H=d?E?E.props.value:d.__:o,(l=n.__c)?(t.__c=l,2&l.__g&&(l.__g|=1)):(w?t.__c=l=new he(y,H):(t.__c=l=new Wt(y,H),l.constructor=he,l.render=Ds),E&&E.sub(l),l.state||(l.state={}),l.__n=o,l.__g|=8,l.__h=[],l.__k=[]),w&&(l.__s||(l.__s=l.state),he.getDerivedStateFromProps&&(l.__s==l.state&&(l.__s=Ye({},l.__s)),Ye(l.__s,he.getDerivedStateFromProps(y,l.__s)))),h=l.props,C=l.state,l.__v=t,n.__c){if(y!==h&&w&&!he.getDerivedStateFromProps&&l.componentWillReceiveProps&&l.componentWillReceiveProps(y,H),t.__v==n.__v&&!(8&l.__g)||!(4&l.__g)&&l.shouldComponentUpdate&&l.shouldComponentUpdate(y,l.__s,H)===!1){t.__v!=n.__v&&(l.props=y,l.state=l.__s,l.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(ae){ae&&(ae.__=t)}),qt.push.apply(l.__h,l.__k),l.__k=[],l.__h.length&&a.push(l),u=De(n);break e}l.componentWillUpdate&&l.componentWillUpdate(y,l.__s,H),w&&l.componentDidUpdate&&l.__h.push(function(){l.componentDidUpdate(h,C,_)})}else w&&!he.getDerivedStateFromProps&&l.componentWillMount&&l.componentWillMount(),w&&l.componentDidMount&&l.__h.push(l.componentDidMount);l.context=H,l.props=y,l.__P=e,l.__g&=-5,_e=M.__r,xe=w?25:0;do l.__g&=-9,_e&&_e(t),d=l.render(l.props,l.state=l.__s,l.context);while(8&l.__g&&++xe<25);w&&(qt.push.apply(l.__h,l.__k),l.__k=[]),l.state=l.__s,l.getChildContext&&(o=Ye({},o,l.getChildContext())),w&&n.__c&&l.getSnapshotBeforeUpdate&&(_=l.getSnapshotBeforeUpdate(h,C)),Ie=d&&d.type===A&&d.key==null?d.props.children:d,y.__P&&(d=u,i=(e=y.__P).namespaceURI,p=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(ae){ae&&hn(ae,ae)}),n.__k=null),u=n.__k?De(n,0):null),u=yr(e,mn(Ie)?Ie:[Ie],t,n,o,i,s,a,u,p,c),y.__P&&(t.__e=null,u=d),t.__u&=-161,g&&g.some(Ge),l.__h.length&&a.push(l),1&l.__g&&(l.__g&=-4)}catch(ae){if(a.length=m,t.__v=null,p||s)if(ae&&ae.then){if(t.__u|=128|p,s){for(~(Ce=s.indexOf(u||void 0))||(Ce=s.length);(Ee=s[Ce-1])&&Ee.nodeType==8;)Ce--;for(;Ce<s.length;Ce++)if(Ee=s[Ce])if(s[Ce]=null,ce){if(Ee==je)break}else{if(Ee.nodeType!=8)break;Ee.data.startsWith("$s")&&(je=Vt(ce=Ee))}}if(!ce){for(;u&&u.nodeType==8&&u.nextSibling;)u=u.nextSibling;ce=u}(d=Vt(ce=t.__c.__z||(t.__c.__z=ce)))?(t.__e=ce,u=d):t.__e=u,u=u&&u.nextSibling}else s&&s.some(Ge);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),ae&&ae.then||vr(t),M.__e(ae,t,n)}}else u=t.__e=Rs(n.__e,t,n,o,i,s,a,p,c,e);return(d=M.diffed)&&d(t),u}function Vt(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function vr(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(vr))}function _r(e,t,n){for(var o=0;o<n.length;)fn(n[o++],n[o++],n[o++]);M.__c&&M.__c(t,e),e.some(function(i){try{e=i.__h,i.__h=[],e.some(function(s){s.call(i)})}catch(s){M.__e(s,i.__v)}})}function Rs(e,t,n,o,i,s,a,u,p,c){var d,g,m,l,h,C,_,y,w=n.props||Bt,E=t.props,H=t.type;if(H=="svg"?i="http://www.w3.org/2000/svg":H=="math"?i="http://www.w3.org/1998/Math/MathML":i||(i="http://www.w3.org/1999/xhtml"),s){for(d=0;d<s.length;d++)if((h=s[d])&&(H?h.localName==H:h.nodeType==3)){e=h,s[d]=null;break}}if(!e){if(y=c.ownerDocument||document,!H)return y.createTextNode(E);e=y.createElementNS(i,H,E.is?E:c),u&&(M.__m&&M.__m(t,s),u=!1),s=null}if(H){if(c=H=="template"&&e.content||e,s=H=="textarea"&&E.defaultValue!=null?null:s&&fr.call(c.childNodes),!u&&s)for(w={},d=0;d<e.attributes.length;d++)w[(h=e.attributes[d]).name]=h.value;for(d in w)h=w[d],d=="dangerouslySetInnerHTML"?m=h:d=="children"||d in E||d=="value"&&"defaultValue"in E||d=="checked"&&"defaultChecked"in E||$t(e,d,null,h,i);for(d in E)h=E[d],d=="children"?l=h:d=="dangerouslySetInnerHTML"?g=h:d=="value"?C=h:d=="checked"?_=h:u&&typeof h!="function"||w[d]===h||$t(e,d,h,w[d],i);g?(u||m&&(g.__html==m.__html||g.__html==e.innerHTML)||(e.innerHTML=g.__html),t.__k=[]):(m&&(e.textContent=""),(H=="foreignObject"||i=="http://www.w3.org/1998/Math/MathML"&&Ss.test(H))&&(i="http://www.w3.org/1999/xhtml"),yr(c,mn(l)?l:[l],t,n,o,i,s,a,s?s[0]:n.__k&&De(n,0),u,p),s&&s.some(Ge)),u&&H!="textarea"||(d="value",H=="progress"&&C==null?e.removeAttribute(d):C==null||C===e[d]&&(H!="progress"||C)||$t(e,d,C,w[d],i),d="checked",_!=null&&_!=e[d]&&$t(e,d,_,w[d],i))}else w===E||u&&e.data==E||(e.data=E);return e}function fn(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(i){M.__e(i,n)}}function hn(e,t,n){var o,i,s,a;if(M.unmount&&M.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||fn(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(u){M.__e(u,t)}o.__P=o.__n=null}if(o=e.__k)for(a=0;a<o.length;a++)o[a]&&hn(o[a],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(i=Vt(o,s=[]))&&(o==e.__e&&s.some(Ge),Ge(i),Ge(o)),n||Ge(e.__e),e.__e=e.__c=e.__=null}function Ds(e,t,n){return this.constructor(e,n)}function xr(e,t){var n,o,i,s;M.__&&M.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=Ht(A,{children:[e]}),i=[],s=[],gn(t,t.__k,o||Bt,Bt,t.namespaceURI,o?null:t.firstChild?fr.call(t.childNodes):null,i,o?o.__e:t.firstChild,n,s),_r(i,t.__k,s),t.__k.props.children=null}M={__e:function(e,t,n,o){for(var i,s,a;t=t.__;)if((i=t.__c)&&!(1&i.__g)){i.__g|=4;try{if((a=(s=i.constructor)&&s.getDerivedStateFromError)&&i.setState(s.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,o||{}),a=1),a&&8&i.__g)return void(i.__g|=2)}catch(u){e=u}}throw Lt=0,e}},pr=0,Ps=function(e){return e!=null&&e.constructor===ft},Wt.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Ye({},this.state)),typeof e=="function"&&(e=e(Ye({},n),this.props)),e&&(Ye(n,e),this.__v&&(t&&this.__k.push(t),dr(this)))},Wt.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),dr(this))},Wt.prototype.render=A,Re=[],Lt=0,mr=function(e,t){return e.__v.__b-t.__v.__b},Nt=Symbol(),gr=/(PointerCapture)$|Capture$/i,pn=0,cn={},Ts=0;var bt,X,bn,Cr,yn=Object.is,Qt=0,Ir=[],wn=[],j=M,Er=j.__b,kr=j.__r,Pr=j.diffed,Tr=j.__c,Sr=j.unmount,Ar=j.__;function _n(e,t){j.__h&&j.__h(X,e,Qt||t),Qt=0;var n=X.__H||(X.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function R(e){return Qt=1,xn(Dr,e)}function xn(e,t,n){var o=_n(bt++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):Dr(void 0,t),function(s){var a=(o.__N||o.__)[0],u=o.t(a,s);yn(a,u)||(o.__N=[u,o.__[1]],o.__c.setState({}))}],o.__c=X,!X.__f)){X.__f=!0;var i=X.shouldComponentUpdate;X.shouldComponentUpdate=function(s,a,u){var p=this.__H;if(!p)return!0;var c=!1,d=this.props!=s;if(p.__.some(function(m){m.__N&&(c=!0,yn(m.__[0],m.__N[0])||(d=!0))}),i){var g=i.call(this,s,a,u);return c?g||d:g}return!c||d}}return o.__}function I(e,t){var n=_n(bt++,3);!j.__s&&Rr(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,X.__H.__h.push(n))}function be(e){return Qt=5,yt(function(){return{current:e}},[])}function yt(e,t){var n=_n(bt++,7);return Rr(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function Fs(){var e;do{for(;e=wn.shift();)try{ht(e)}catch(n){j.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=Ir.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(ht),t.__h.some(vn),t.__h=[]}catch(n){t.__h=[],j.__e(n,e.__v)}}}while(wn.length)}j.__b=function(e){X=null,Er&&Er(e)},j.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Ar&&Ar(e,t)},j.__r=function(e){kr&&kr(e),bt=0;var t=(X=e.__c).__H;t&&(bn==X?X.__h=[]:(t.__h.some(ht),t.__h.some(vn),bt=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),bn=X},j.diffed=function(e){Pr&&Pr(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&Mr(Ir.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),bn=X=null},j.__c=function(e,t){t.some(function(n){try{n.__h.some(ht),n.__h=n.__h.filter(function(o){return!o.__||vn(o)})}catch(o){n.__h=[function(){throw o}]}}),Tr&&Tr(e,t)},j.unmount=function(e){Sr&&Sr(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(i){try{if(i.__P&&i.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}i.__P=n,Mr(wn.push(i))}else ht(i)}catch(s){t=s}}),o.__H=void 0,t&&j.__e(t,o.__v))};var Ur=typeof requestAnimationFrame=="function";function Os(e){var t,n=function(){clearTimeout(o),Ur&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);Ur&&(t=requestAnimationFrame(n))}function Mr(e){e!=1&&Cr==j.requestAnimationFrame||((Cr=j.requestAnimationFrame)||Os)(Fs)}function ht(e){var t=X,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),X=t}function vn(e){var t=X;e.__c=e.__(),X=t}function Rr(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!yn(n,e[o])})}function Dr(e,t){return typeof t=="function"?t(e):t}function te(e){let t=new Set;return{get:()=>e,set(n){e=n;for(let o of t)o()},watch(n){return t.add(n),()=>{t.delete(n)}}}}function q(e){let[t,n]=R(()=>e.get());return I(()=>(n(()=>e.get()),e.watch(()=>n(()=>e.get()))),[e]),t}var $s=Symbol.for("pv"),Ns=0;function r(e,t,n,o,i,s){t||(t={});var a,u,p=t;if("ref"in p&&typeof e!="function")for(u in p={},t)u=="ref"?a=t[u]:p[u]=t[u];var c={type:e,props:p,key:n,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:$s,__v:--Ns,__i:-1,__u:0};return(i||s)&&(c.__source=i,c.__self=s),M.vnode&&M.vnode(c),c}var Fr=[1e3,2e3,4e3,8e3],ze=te(!1),Cn=!1;function wt(){ze.get()&&ze.set(!1)}async function Kt(){if(!Cn){Cn=!0;for(let e=0;!await Hs();e++){ze.get()||ze.set(!0);let t=Fr[Math.min(e,Fr.length-1)]??0;await new Promise(n=>setTimeout(n,t))}Cn=!1,wt()}}function Or(){let e=q(ze);return r("div",{class:"outage",role:"status","aria-live":"polite",children:e&&r("p",{children:"The gateway does not answer. What you see is from before; it is asked again until it does."})})}async function Hs(){try{return(await fetch("/healthz",{cache:"no-store",signal:AbortSignal.timeout(5e3)})).ok}catch{return!1}}var Xe=te(""),jt=te(0);function $r(e){let{viewer:t,markNotificationsRead:n}=e,o=(t??n)?.inbox?.unreadCount;(t===null||o!==void 0)&&jt.set(o??0),(t===null||t?.user)&&Xe.set(t?.user?.id??"")}var Ws=6e3,En=te(""),Nr=0;function ne(e){clearTimeout(Nr),En.set(e),Nr=setTimeout(()=>En.set(""),Ws)}function Hr(){let e=q(En);return r("div",{class:"notice",role:"status","aria-live":"polite",children:e&&r("p",{children:e})})}var Gt="bandstand.viewer",Vs="you",Wr=["you","pat","enzo","jutta","masako","colin"],vt=te(sessionStorage.getItem(Gt)??localStorage.getItem(Gt)??Vs);function G(){return vt.get()}function _t(e){vt.set(e)}function Vr(e){_t(e),sessionStorage.setItem(Gt,e),localStorage.setItem(Gt,e)}function Je(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var xt="bandstand.signed-in",Br="/signed-in",Ls=6e4,Pn=5e3,Bs=2**31-1,Ct="development",Se,pe=null,kn,Et=0,qr=new Set;function Qr(){return Ct}function Kr(){return Ct==="development"?"Choose who you are first, at the top of the page.":Ct==="openid"?"Sign in first, at the top of the page.":"Nobody can sign in here."}async function jr(){let e=await qs();return e.development||(_t(""),Se=e.openid,Ct=Se?"openid":"none",!Se)?null:(addEventListener("storage",({key:t,newValue:n})=>t===xt&&n===null&&Tn()),addEventListener("visibilitychange",()=>{eo()}),location.pathname===Br?Qs(Se):(localStorage.getItem(xt)!==null&&await Jr(!0),null))}function Gr(){return Jr(!1)}async function Yr(){let e=pe;localStorage.removeItem(xt),Tn();try{Se&&e&&await(await import("./openid.js")).end(Se,e)}catch{ne("You are signed out here. The sign-in service does not answer: sign out there, too.")}}async function Pt(e){if(Ct==="development")return e?{"X-Viewer":e}:{};let t=e&&e===G()?await eo():"";return t?{Authorization:`Bearer ${t}`}:{}}async function zr(){if(!pe)return!1;let e=pe.access;return await kt(),pe!==null&&pe.access!==e}function Xr(e){qr.add(e)}async function qs(){for(let e=1;;e++)try{return await(await fetch("/sign-in.json")).json()}catch{if(e===3)return{}}}async function Jr(e){let t=await import("./openid.js");try{await t.leave(Se,location.pathname+location.search,location.origin+Br,e)}catch{ne(t.AWAY);return}await new Promise(()=>{})}async function Qs(e){let t=await(await import("./openid.js")).returned(e,new URL(location.href));if(history.replaceState(null,"",t.from),!t.tokens)return localStorage.removeItem(xt),t.told&&ne(t.told),null;localStorage.setItem(xt,"1"),Zr(t.tokens),_t(t.tokens.viewer);let{name:n,handle:o}=t.tokens;return n?{name:n,handle:o}:null}function Zr(e){pe=e;let t=e.endsAt-Date.now();clearTimeout(Et),Et=setTimeout(()=>{kt()},Math.min(Math.max(t-Ls,t/2),Bs));for(let n of qr)n()}async function eo(){return pe&&pe.endsAt-Date.now()<Pn&&await kt(),pe?.access??""}function kt(){return kn??=Ks().finally(()=>kn=void 0),kn}async function Ks(){let e=pe;if(!e||!Se)return;if(e.refresh===void 0){e.endsAt-Date.now()<Pn?Lr():Et=setTimeout(()=>{kt()},e.endsAt-Date.now());return}let t=await import("./openid.js");try{let n=await t.renewed(Se,e);pe===e&&Zr(n)}catch(n){if(pe!==e)return;t.isRefusal(n)||e.endsAt<Date.now()?Lr():Et=setTimeout(()=>{kt()},Pn)}}function Lr(){Tn(),ne("Your sign-in has ended. Sign in again; what you were writing is kept.")}function Tn(){clearTimeout(Et),pe=null,_t("")}var js=5e3,Fe=new Map,Sn=te(0);function Ze(e){if(to(e)){for(let t of Fe.keys()){if(Fe.size<=js)break;Fe.delete(t)}Sn.set(Sn.get()+1)}}function to(e){if(e===null||typeof e!="object")return!1;let t=!1,n=e;if(!Array.isArray(e)&&typeof n.id=="string"){let o=Fe.get(n.id)??{},i=Object.entries(n).filter(([,s])=>s===null||typeof s!="object");i.some(([s,a])=>o[s]!==a)&&(Fe.set(n.id,{...o,...Object.fromEntries(i)}),t=!0)}for(let o of Object.values(n))t=to(o)||t;return t}function W(e){return{...e,...Fe.get(e.id)}}function Tt(e){Ze({id:e,gone:!0})}function rt(e){return e.map(W).filter(t=>!("gone"in t&&t.gone))}function no(e,t){let n=Fe.get(e)??{};Ze({id:e,...t});let o=Object.fromEntries(Object.keys(t).map(i=>[i,n[i]]));return()=>Ze({id:e,...o})}function ro(){Fe.clear()}function O(){q(Sn)}var St="",Yt={};function ot(){if(!St)return"";let e=Object.fromEntries(Object.entries(Yt).sort());return btoa(JSON.stringify([St,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function An(e){let[t,n]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));t>St&&(St=t);for(let[o,i]of Object.entries(n))Yt[o]=Math.max(Yt[o]??0,i)}function oo(){St="",Yt={}}var Gs=3,Ys=300,zs=1e4,ke=class extends Error{constructor(n,o,i,s=null){super(n);this.code=o;this.retryable=i;this.data=s}code;retryable;data},Un=new Set;async function Ae(e,t){if(!e.trimStart().startsWith("mutation"))return await Promise.allSettled(Un),io(e,t);let n=io(e,t);return Un.add(n),n.finally(()=>Un.delete(n))}async function io(e,t){for(let n=1;;n++)try{return await Xs(e,t)}catch(o){if(!(o instanceof ke)||!o.retryable||n===Gs)throw o;await new Promise(i=>setTimeout(i,Ys*n))}}async function Xs(e,t){let n=G(),o=JSON.stringify({query:e.toString(),variables:t}),i=await so(o);i.status===401&&await zr()&&(i=await so(o));let[s]=i.errors??[];if(i.data&&Js(i.data,n),s){let{code:a="INTERNAL",retryable:u=!1}=s.extensions??{};throw a==="BAD_USER_INPUT"&&s.message.includes("X-Consistency-Token")&&oo(),new ke(s.message,a,u,i.data??null)}return i.extensions?.consistency&&An(i.extensions.consistency.token),i.data}function Js(e,t){for(let n of Object.values(e))n?.receipt&&An(n.receipt.token);t===G()&&($r(e),Ze(e))}async function so(e){let t={"Content-Type":"application/json",...await Pt(G())};ot()&&(t["X-Consistency-Token"]=ot());try{let n=AbortSignal.timeout(zs),o=await fetch("/graphql",{method:"POST",headers:t,body:e,signal:n}),i=await o.json();return wt(),{...i,status:o.status}}catch{throw Kt(),new ke("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var b=class extends String{__apiType;value;__meta__;constructor(t,n){super(t),this.value=t,this.__meta__=n}toString(){return this.value}};var ao=new b(`
    mutation Bump($input: BumpArticleInput!) {
  bumpArticle(input: $input) {
    article {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),lo=new b(`
    mutation Unbump($input: UnbumpArticleInput!) {
  unbumpArticle(input: $input) {
    article {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),uo=new b(`
    mutation BumpComment($input: BumpCommentInput!) {
  bumpComment(input: $input) {
    comment {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),co=new b(`
    mutation UnbumpComment($input: UnbumpCommentInput!) {
  unbumpComment(input: $input) {
    comment {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),po=new b(`
    mutation FollowTribe($input: FollowTribeInput!) {
  followTribe(input: $input) {
    tribe {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),mo=new b(`
    mutation UnfollowTribe($input: UnfollowTribeInput!) {
  unfollowTribe(input: $input) {
    tribe {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),go=new b(`
    mutation FollowUser($input: FollowUserInput!) {
  followUser(input: $input) {
    user {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),fo=new b(`
    mutation UnfollowUser($input: UnfollowUserInput!) {
  unfollowUser(input: $input) {
    user {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),ho=new b(`
    mutation Comment($input: PostCommentInput!) {
  postComment(input: $input) {
    comment {
      ...Said
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Said on Comment {
  id
  body
  postedAt
  updatedAt
  bumpCount
  viewerHasBumped
  viewerCanEdit
  viewerCanRemove
  viewerCanHide
  viewerCanReply
  author {
    ...Person
  }
  parent {
    id
  }
}
fragment Wrong on UserError {
  field
  path
  message
  code
}`),bo=new b(`
    mutation View($input: ViewArticleInput!) {
  viewArticle(input: $input) {
    article {
      id
      viewCount
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),yo=new b(`
    mutation MarkRead($input: MarkNotificationsReadInput!) {
  markNotificationsRead(input: $input) {
    inbox {
      unreadCount
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),wo=new b(`
    mutation Save($input: SaveArticleInput!) {
  saveArticle(input: $input) {
    article {
      id
      viewerHasSaved
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),vo=new b(`
    mutation Unsave($input: UnsaveArticleInput!) {
  unsaveArticle(input: $input) {
    article {
      id
      viewerHasSaved
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),_o=new b(`
    subscription ArticleUpdated($id: ID!) {
  articleUpdated(id: $id) {
    ...Counts
  }
}
    fragment Counts on Article {
  id
  bumpCount
  commentCount
  viewCount
}`),xo=new b(`
    subscription FeedUpdated($order: HomeOrder!) {
  feedUpdated(order: $order, first: 20) {
    edges {
      node {
        ...Counts
      }
    }
  }
}
    fragment Counts on Article {
  id
  bumpCount
  commentCount
  viewCount
}`),Co=new b(`
    subscription NotificationReceived {
  notificationReceived {
    at
    isRead
  }
}
    `),Eo=new b(`
    query Unread {
  viewer {
    ...Me
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),ko=new b(`
    mutation ReportArticle($input: ReportArticleInput!) {
  reportArticle(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Po=new b(`
    mutation ReportComment($input: ReportCommentInput!) {
  reportComment(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),To=new b(`
    mutation ReportUser($input: ReportUserInput!) {
  reportUser(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),So=new b(`
    mutation HideArticle($input: HideArticleInput!) {
  hideArticle(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Ao=new b(`
    mutation UnhideArticle($input: UnhideArticleInput!) {
  unhideArticle(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Uo=new b(`
    mutation HideComment($input: HideCommentInput!) {
  hideComment(input: $input) {
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Mo=new b(`
    mutation MuteUser($input: MuteUserInput!) {
  muteUser(input: $input) {
    user {
      id
      viewerIsMuting
      viewerIsBlocking
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Io=new b(`
    mutation UnmuteUser($input: UnmuteUserInput!) {
  unmuteUser(input: $input) {
    user {
      id
      viewerIsMuting
      viewerIsBlocking
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Ro=new b(`
    mutation BlockUser($input: BlockUserInput!) {
  blockUser(input: $input) {
    user {
      id
      viewerIsMuting
      viewerIsBlocking
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Do=new b(`
    mutation UnblockUser($input: UnblockUserInput!) {
  unblockUser(input: $input) {
    user {
      id
      viewerIsMuting
      viewerIsBlocking
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Fo=new b(`
    query Myself {
  viewer {
    ...Me
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),Oo=new b(`
    query Home($order: HomeOrder!, $all: FeedOrder!, $withAll: Boolean!, $after: String) {
  viewer {
    ...Me
    user {
      followedTribeCount
      followedUserCount
      followedTribes(first: 12) {
        edges {
          node {
            ...Place
          }
        }
      }
    }
    feed(order: $order, first: 20, after: $after) {
      ...Cards
    }
  }
  feed(order: $all, first: 20, after: $after) @include(if: $withAll) {
    ...Cards
  }
  around: tribes(order: ACTIVE, first: 20) {
    edges {
      node {
        ...Place
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),$o=new b(`
    query Saved($after: String) {
  viewer {
    ...Me
    user {
      savedArticles(first: 20, after: $after) {
        ...Cards
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),No=new b(`
    query Everything($order: FeedOrder!, $after: String) {
  viewer {
    ...Me
  }
  feed(order: $order, first: 20, after: $after) {
    ...Cards
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),Ho=new b(`
    query TribePage($slug: String!, $order: FeedOrder!, $window: Window!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    description
    articleCount
    viewerCanEdit
    leaderboard(window: $window, first: 8) {
      ...Ranks
    }
    viewerStanding(window: $window) {
      place
      score
    }
    followers(first: 6) {
      edges {
        node {
          ...Person
        }
      }
    }
    feed(order: $order, first: 20, after: $after) {
      edges {
        repost {
          userCount
          users(first: 1) {
            edges {
              node {
                ...Person
              }
            }
          }
        }
        node {
          ...Card
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Ranks on UserRankedConnection {
  edges {
    score
    node {
      ...Person
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),Wo=new b(`
    query Board($slug: String!, $window: Window!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    leaderboard(window: $window, first: 50, after: $after) {
      ...Ranks
    }
    viewerStanding(window: $window) {
      place
      score
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Ranks on UserRankedConnection {
  edges {
    score
    node {
      ...Person
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),Vo=new b(`
    query UserPage($handle: String!, $order: FeedOrder!, $after: String) {
  viewer {
    ...Me
  }
  user(handle: $handle) {
    ...Person
    bio
    articleCount
    bumpsReceived
    followerCount
    viewerIsFollowing
    viewerIsMuting
    viewerIsBlocking
    followedTribes(first: 12) {
      edges {
        node {
          ...Place
        }
      }
    }
    feed(order: $order, first: 20, after: $after) {
      ...Cards
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Cards on ArticleConnection {
  edges {
    node {
      ...Card
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),Lo=new b(`
    query ArticlePage($id: ID!, $order: CommentOrder!, $after: String) {
  viewer {
    ...Me
  }
  article(id: $id) {
    ...Card
    body
    updatedAt
    repostCount
    viewerHasSaved
    viewerCanEdit
    viewerCanRemove
    viewerCanHide
    viewerCanComment
    hidden {
      reason
      note
    }
    comments(order: $order, first: 50, after: $after) {
      edges {
        node {
          ...Said
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Said on Comment {
  id
  body
  postedAt
  updatedAt
  bumpCount
  viewerHasBumped
  viewerCanEdit
  viewerCanRemove
  viewerCanHide
  viewerCanReply
  author {
    ...Person
  }
  parent {
    id
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),Bo=new b(`
    query Inbox($after: String) {
  viewer {
    ...Me
    inbox {
      notifications(first: 20, after: $after) {
        edges {
          node {
            ...Notice
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}
fragment Notice on Notification {
  id
  kind
  at
  isRead
  actorCount
  actors(first: 2) {
    edges {
      node {
        ...Person
      }
    }
  }
  commentCount
  comments(first: 2) {
    edges {
      node {
        id
        body
        author {
          ...Person
        }
      }
    }
  }
  article {
    id
    title
  }
}`),qo=new b(`
    query Search($query: String!, $type: SearchType, $after: String) {
  viewer {
    ...Me
  }
  search(query: $query, type: $type, first: 20, after: $after) {
    edges {
      node {
        __typename
        id
        ...Card
        ...Place
        ...Person
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Card on Article {
  id
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
  media {
    ...Picture
  }
  author {
    ...Person
  }
  tribe {
    ...Place
  }
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),Qo=new b(`
    query TribesPage($order: TribeOrder!, $after: String) {
  viewer {
    ...Me
  }
  tribes(order: $order, first: 30, after: $after) {
    totalCount
    edges {
      node {
        ...Place
        articleCount
        activeAt
        createdAt
        description
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),Ko=new b(`
    query PeoplePage($order: UserOrder!, $after: String) {
  viewer {
    ...Me
  }
  users(order: $order, first: 30, after: $after) {
    totalCount
    edges {
      node {
        ...Person
        bio
        articleCount
        followerCount
        createdAt
        viewerIsFollowing
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),jo=new b(`
    query WritePage {
  viewer {
    ...Me
    user {
      followedTribes(first: 100) {
        edges {
          node {
            ...Place
          }
        }
      }
    }
  }
  tribes(order: FOLLOWERS, first: 100) {
    edges {
      node {
        ...Place
      }
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),Go=new b(`
    query EditPage($id: ID!) {
  viewer {
    ...Me
  }
  article(id: $id) {
    id
    title
    excerpt
    body
    viewerCanEdit
    media {
      ...Picture
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Picture on Media {
  url
  alt
  type
  width
  height
  blurHash
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),Yo=new b(`
    query TribeEditPage($slug: String!) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    id
    slug
    name
    description
    viewerCanEdit
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),zo=new b(`
    query ProfilePage {
  viewer {
    ...Me
    user {
      ...Person
      bio
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`),Xo=new b(`
    query Reposts($id: ID!) {
  viewer {
    user {
      followedTribes(first: 100) {
        edges {
          node {
            ...Place
          }
        }
      }
    }
  }
  article(id: $id) {
    id
    repostCount
    tribe {
      id
    }
    reposts(first: 100) {
      edges {
        node {
          viewerHasReposted
          tribe {
            ...Place
          }
        }
      }
    }
  }
}
    fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}`),Jo=new b(`
    mutation Publish($input: PublishArticleInput!) {
  publishArticle(input: $input) {
    article {
      id
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),Zo=new b(`
    mutation EditArticle($input: EditArticleInput!) {
  editArticle(input: $input) {
    article {
      id
      title
      excerpt
      body
      updatedAt
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),ei=new b(`
    mutation RemoveArticle($input: RemoveArticleInput!) {
  removeArticle(input: $input) {
    removedArticleId
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),ti=new b(`
    mutation Repost($input: RepostArticleInput!) {
  repostArticle(input: $input) {
    article {
      id
      repostCount
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),ni=new b(`
    mutation Unrepost($input: UnrepostArticleInput!) {
  unrepostArticle(input: $input) {
    article {
      id
      repostCount
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),ri=new b(`
    mutation EditComment($input: EditCommentInput!) {
  editComment(input: $input) {
    comment {
      id
      body
      updatedAt
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),oi=new b(`
    mutation RemoveComment($input: RemoveCommentInput!) {
  removeComment(input: $input) {
    removedCommentId
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`),zt=new b(`
    mutation SetProfile($input: SetUserProfileInput!) {
  setUserProfile(input: $input) {
    user {
      ...Person
      bio
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}
fragment Wrong on UserError {
  field
  path
  message
  code
}`),Mn=new b(`
    mutation SetTribe($input: SetTribeProfileInput!) {
  setTribeProfile(input: $input) {
    tribe {
      ...Place
      description
    }
    userErrors {
      ...Wrong
    }
    receipt {
      token
    }
  }
}
    fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Wrong on UserError {
  field
  path
  message
  code
}`),ii=new b(`
    mutation StartUpload($input: StartUploadInput!) {
  startUpload(input: $input) {
    upload {
      method
      url
      headers {
        name
        value
      }
      mediaUrl
    }
    userErrors {
      ...Wrong
    }
  }
}
    fragment Wrong on UserError {
  field
  path
  message
  code
}`);var Zs=5e3,ea=30,it=new Map,Xt=te(0);function Y(){it.clear(),Xt.set(Xt.get()+1)}function D(e,t,n,o=()=>null){let[,i]=xn(m=>m+1,0),s=`${e} ${JSON.stringify(n)}`,a=yt(()=>it.get(s)??ta(s),[s]);async function u(m){if(a.busy){a.late||=m===null;return}Object.assign(a,{busy:!0,late:!1,failure:null}),i(void 0);try{let l=await Ae(t,m===null?n:{...n,after:m});a.answers=m===null?[l]:[...a.answers,l]}catch(l){a.failure=l instanceof ke?l:new ke(String(l),"INTERNAL",!1),a.failure.data&&!a.answers.length&&(a.answers=[a.failure.data])}a.busy=!1,i(void 0),a.late&&await u(null)}I(()=>{a.answers.length||u(null)},[s]);let p=a.answers.at(-1),c=p&&o(p)?.pageInfo,d=()=>u(a.answers.length&&a.failure&&c?c.endCursor:null),g=q(ze);return I(()=>{if(g||!a.failure?.retryable)return;let m=setTimeout(()=>{d()},Zs);return()=>clearTimeout(m)},[a.failure,g]),I(()=>{!g&&a.failure?.code==="UNREACHABLE"&&d()},[g]),{...a,first:a.answers[0],more:c?.hasNextPage?()=>u(c.endCursor):null,again:d,refresh:()=>u(null)}}function F(e){return e?.edges.map(({node:t})=>t)??[]}function ta(e){let t={answers:[],failure:null,busy:!1,late:!1};it.set(e,t);let[n]=it.keys();return it.size>ea&&n!==void 0&&it.delete(n),t}async function B(e,t){try{let n=await Ae(e,t),[o]=Object.values(n),s=(o?.userErrors??[]).filter(({code:a})=>a!=="STALE");return{done:!s.length,payload:o??null,wrong:s}}catch(n){return{done:!1,payload:null,wrong:[{field:null,path:null,message:n instanceof ke&&n.code==="UNAUTHENTICATED"?Kr():String(n.message),code:"INVALID"}]}}}function st(e){return e.map(({message:t})=>t).join(" ")}function si(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}var In=new Set;function Jt(e){let t={input:{articleId:e.id}};return At(e.id,hi(e),()=>e.viewerHasBumped?J(lo,t):J(ao,t))}function ai(e){let t={input:{articleId:e.id}};return Y(),At(e.id,{viewerHasSaved:!e.viewerHasSaved},()=>e.viewerHasSaved?J(vo,t):J(wo,t))}function li(e){let t={input:{commentId:e.id}};return At(e.id,hi(e),()=>e.viewerHasBumped?J(co,t):J(uo,t))}function Pe(e){let t={input:{tribeId:e.id}};return Y(),At(e.id,bi(e),()=>e.viewerIsFollowing?J(mo,t):J(po,t))}function Zt(e){let t={input:{userId:e.id}};return Y(),At(e.id,bi(e),()=>e.viewerIsFollowing?J(fo,t):J(go,t))}function ui(e,t,n,o){return J(ho,{input:{articleId:e,parentId:t,body:n,idempotencyKey:o}})}function di(e,t){return J(ri,{input:{commentId:e,body:t}})}async function ci(e){let t=await J(oi,{input:{commentId:e}});return t&&Tt(e),t}async function pi(e){let t=await J(ei,{input:{articleId:e}});return t&&Tt(e),Y(),t}function mi(e,t,n){let o={input:{articleId:e,tribeId:t}};return J(n?ni:ti,o)}async function gi(e){await Ae(bo,{input:{articleId:e}}).catch(()=>{})}function fi(e){return J(yo,{input:{until:e}})}async function en(e,t){(await Ae(Fo,{}).catch(()=>{}))?.viewer?.user?.name===null&&await J(zt,{input:{name:e,handle:t}})}function hi(e){let t=e.viewerHasBumped?-1:1;return{viewerHasBumped:t>0,bumpCount:e.bumpCount+t}}function bi(e){let t=e.viewerIsFollowing?-1:1,n=e.followerCount===void 0?{}:{followerCount:e.followerCount+t};return{viewerIsFollowing:t>0,...n}}async function At(e,t,n){if(In.has(e))return!1;In.add(e);let o=no(e,{...t}),i=await n().finally(()=>In.delete(e));return i||o(),i}async function J(e,t){let{done:n,wrong:o}=await B(e,t);return o.length&&ne(st(o)),n}var Rn=[["SPAM","Advertising or spam"],["ABUSE","It attacks somebody"],["OFF_TOPIC","It does not belong here"],["ILLEGAL","It is against the law"],["OTHER","Something else"]];function yi(e){return Rn.find(([t])=>t===e)?.[1]??"Something else"}var Dn="Thank you. Those who moderate will look at it.";async function wi(e,t){Oe(await B(ko,{input:{articleId:e,...t}}),Dn)}async function vi(e,t){Oe(await B(Po,{input:{commentId:e,...t}}),Dn)}async function _i(e,t){Oe(await B(To,{input:{userId:e,...t}}),Dn)}async function xi(e,t){let n=Oe(await B(So,{input:{articleId:e,...t}}),"It is hidden.");return Y(),n}async function Ci(e){let t=Oe(await B(Ao,{input:{articleId:e}}),"It is shown again.");return Y(),t}async function Ei(e,t){Oe(await B(Uo,{input:{commentId:e,...t}}),"It is hidden.")&&Tt(e)}async function ki(e){let t={input:{userId:e.id}},n=e.viewerIsMuting?await B(Io,t):await B(Mo,t);Oe(n,e.viewerIsMuting?"You see what they write again.":"You do not see any more what they write."),Y()}async function Pi(e){let t={input:{userId:e.id}},n=e.viewerIsBlocking?await B(Do,t):await B(Ro,t);Oe(n,e.viewerIsBlocking?"They are blocked no more.":"They are blocked: they cannot answer you any more."),Y()}function Oe({done:e,wrong:t},n){return ne(e?n:st(t)),e}var tn=te(null);function nn(e,t,n){return new Promise(o=>tn.set({title:e,words:t,button:n,reasoned:!1,answer:i=>o(i!==null)}))}function $e(e,t,n){return new Promise(o=>tn.set({title:e,words:t,button:n,reasoned:!0,answer:i=>o(i===!0?null:i)}))}function Ti(){let e=q(tn),t=be(null);I(()=>{e?t.current?.showModal():t.current?.close()},[e]);let n=o=>{e?.answer(o),tn.set(null)};return r("dialog",{ref:t,class:"panel","aria-labelledby":"question",onClose:()=>e&&n(null),children:e&&r("form",{class:"form",onSubmit:o=>{o.preventDefault();let i=new FormData(o.currentTarget);n(e.reasoned?{reason:i.get("reason"),note:String(i.get("note")).trim()}:!0)},children:[r("h2",{id:"question",children:e.title}),r("p",{children:e.words}),e.reasoned&&r(A,{children:[r("fieldset",{class:"choices",children:[r("legend",{children:"Why?"}),Rn.map(([o,i],s)=>r("label",{children:[r("input",{type:"radio",name:"reason",value:o,defaultChecked:s===0}),i]},o))]}),r("label",{class:"field",children:[r("span",{children:["In your words ",r("small",{children:"(may be empty)"})]}),r("textarea",{name:"note",rows:2,maxLength:500})]})]}),r("div",{class:"writing-foot",children:[r("button",{type:"button",class:"quiet",onClick:()=>n(null),children:"Cancel"}),r("button",{class:"primary",children:e.button})]})]})})}function at({of:e,thumb:t=!1,soon:n=!1}){let[o,i]=R(!1),s=!t&&e.width&&e.height,a={...s&&{aspectRatio:`${e.width} / ${e.height}`},...e.blurHash&&{backgroundColor:ra(e.blurHash)}};return!Ut(e.url)||o?r("span",{class:t?"picture thumb":"picture missing",children:!t&&(e.alt||"This picture is not there.")}):e.type?.startsWith("video/")?t?r("span",{class:"picture thumb film",style:a}):r("span",{class:"picture",style:a,children:r("video",{src:e.url,"aria-label":e.alt,controls:!0,preload:"metadata",onError:()=>i(!0)})}):r("span",{class:t?"picture thumb":"picture",style:a,children:r("img",{src:e.url,alt:t?"":e.alt,loading:n?"eager":"lazy",decoding:"async",referrerpolicy:"no-referrer",onError:()=>i(!0),...s&&{width:e.width??0,height:e.height??0}})})}function Ut(e){return/^(https:\/\/|\/(?!\/))/.test(e)||e.startsWith(`${location.origin}/`)}var na="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";function ra(e){let t=0;for(let n of e.slice(2,6))t=t*83+Math.max(0,na.indexOf(n));return`#${(t&16777215).toString(16).padStart(6,"0")}`}var Fn=0,oa={article:"a",tribe:"t",user:"u"};function On(){if(location.hash.startsWith("#/")){let[s="",...a]=location.hash.slice(2).split("/");history.replaceState(history.state,"",`/${[oa[s]??s,...a].join("/")}`)}let[e="",t="",n=""]=location.pathname.slice(1).split("/").map(ia),o=history.state;Fn=Math.max(Fn,o?.visit??0);let i=o?.visit??++Fn;return o?.visit===void 0&&history.replaceState({visit:i},""),{page:e,of:t,part:n,query:new URLSearchParams(location.search),visit:i}}function f(e,t="",n={},o=""){let i=new URLSearchParams(Object.entries(n).filter(([,a])=>a)).toString();return`/${[e,t,o].filter(Boolean).map(a=>encodeURIComponent(a).replaceAll("%3D","=")).join("/")}${i&&`?${i}`}`}function Z(e){e===location.pathname+location.search?history.replaceState(null,"",e):history.pushState(null,"",e),dispatchEvent(new PopStateEvent("popstate"))}function $n(e){let t=e.target.closest("a"),n=e.button||e.ctrlKey||e.metaKey||e.shiftKey||e.altKey;if(!t||n||e.defaultPrevented||t.target||t.hasAttribute("download"))return;let o=new URL(t.href);o.origin!==location.origin||o.hash||o.pathname.startsWith("/graphql")||(e.preventDefault(),Z(o.pathname+o.search))}function ie(e,t,n){return n.find(o=>o===e.query.get(t))??n[0]}function ia(e){try{return decodeURIComponent(e)}catch{return e}}var sa=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),aa=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"narrow"}),la=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function Nn(e){return sa.format(e)}function k(e,t,n=`${t}s`){return`${Nn(e)} ${e===1?t:n}`}function Mt(e){let t=(Date.parse(e)-Date.now())/1e3;for(let[n,o]of la)if(Math.abs(t)>=o)return aa.format(Math.trunc(t/o),n);return"just now"}function Si(e){let t=e.split(/[\s-]+/).filter(Boolean);return(t.length>1?[t[0],t.at(-1)]:t).map(n=>[...n??""][0]).join("").toUpperCase()}function Ai(e){let t=7;for(let n of e)t=(t*31+(n.codePointAt(0)??0))%3600;return t%360}function z({name:e,square:t,picture:n}){let[o,i]=R(null);return r("span",{class:t?"avatar square":"avatar",style:{"--hue":Ai(e)},"aria-hidden":"true",children:n&&n!==o&&Ut(n)?r("img",{src:n,alt:"",loading:"lazy",referrerpolicy:"no-referrer",onError:()=>i(n)}):Si(e)})}function ue({of:e}){let t=W(e);return r(z,{name:v(t),picture:t.avatarUrl})}function $(e){I(()=>{document.title=e?`${e} \xB7 Bandstand`:"Bandstand"},[e])}function v(e){return e.name??e.handle??e.slug??(e.id===Xe.get()?"You":"Somebody new")}function le({user:e}){O();let t=W(e);return t.handle===null?r("span",{children:v(t)}):r("a",{href:f("u",t.handle),children:v(t)})}function me({tribe:e}){let t=W(e);return t.slug===null?r("span",{children:v(t)}):r("a",{href:f("t",t.slug),children:v(t)})}function lt({at:e}){return r("time",{dateTime:e,title:new Date(e).toLocaleString(),children:Mt(e)})}function ua(){return r("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:r("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function ut({of:e,what:t,bump:n}){O();let o=W(e);return r("button",{class:"bump","data-bump":!0,"aria-pressed":o.viewerHasBumped,onClick:()=>{n(o)},"aria-label":`Bump ${t}, ${k(o.bumpCount,"bump")}`,children:[r(ua,{}),r("span",{class:"number",children:Nn(o.bumpCount)})]})}var Ui="";function ye({of:e,name:t,follow:n}){let o=be(null);I(()=>{e.id===Ui&&document.activeElement===document.body&&o.current?.focus({preventScroll:!0})},[]);let i=()=>{Ui=e.id,n()};return r("button",{class:e.viewerIsFollowing?"follow followed":"follow",ref:o,onClick:i,children:[e.viewerIsFollowing?"Following":"Follow",r("span",{class:"unseen",children:[" ",t]})]})}function dt({title:e,tribes:t}){return O(),t.length?r("section",{class:"panel",children:[r("h2",{children:e}),r("ul",{class:"rows",children:rt(t).map(n=>r("li",{children:[r(z,{name:v(n),square:!0}),r("span",{class:"row-name",children:[r(me,{tribe:n}),r("small",{children:k(n.followerCount,"follower")})]}),r(ye,{of:n,name:v(n),follow:()=>Pe(n)})]},n.id))})]}):null}function re(e){return r("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([t,n])=>r("a",{href:e.href(t),"aria-current":t===e.chosen?"true":void 0,children:n},t))})}function Ne({html:e}){return r("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function N({failure:e,again:t}){return e.code==="BAD_USER_INPUT"?r(Ue,{children:["There is nothing to find here: ",e.message,"."]}):r("div",{class:"trouble panel",role:"alert",children:[r("p",{children:e.message}),e.retryable&&r("p",{class:"quiet-words",children:"It is tried again by itself."}),r("button",{onClick:t,children:"Try again"})]})}function U({children:e}){return r("div",{class:"empty panel",children:e})}function Ue({children:e}){return r(U,{children:[r("h1",{children:e}),r("p",{children:r("a",{class:"chip",href:f(""),children:"Home"})})]})}var da=3e3;function L({rows:e=12}){let[t,n]=R(!1);return I(()=>{let o=setTimeout(()=>n(!0),da);return()=>clearTimeout(o)},[]),r("div",{class:"skeleton",role:"status","aria-label":t?void 0:"Loading",children:[t&&r("p",{class:"waiting panel",children:"Still waiting for the gateway\u2026"}),Array.from({length:e},(o,i)=>r("div",{class:"panel",children:[r("i",{}),r("i",{}),r("i",{})]},i))]})}function we({more:e,busy:t}){return e?r("button",{class:"more",onClick:e,"aria-disabled":t,children:t?"Loading\u2026":"More"}):null}var et=[["NEW","New"],["HOT","Hot"],["TOP","Top"]];function He(e){let t=new Map;for(let n of e)for(let{node:o}of n?.edges??[])t.has(o.id)||t.set(o.id,o);return[...t.values()]}var ca=4;function We({articles:e,more:t,busy:n,above:o}){return O(),r(A,{children:[r("ol",{class:"feed",children:rt(e).map((i,s)=>r("li",{children:r(Wn,{article:i,soon:s<ca,above:o?.(i)})},i.id))}),r(we,{more:t,busy:n})]})}function Hn({article:e,children:t}){return r("div",{class:"byline",children:[r(ue,{of:e.author}),r("p",{children:[r(le,{user:e.author}),r("span",{class:"byline-place",children:[r("span",{"aria-hidden":"true",children:" \xB7 "}),r(me,{tribe:e.tribe}),r("span",{"aria-hidden":"true",children:" \xB7 "}),r(lt,{at:e.publishedAt})]})]}),t]})}function Wn({article:e,soon:t=!1,above:n}){let[o]=e.media,i=f("a",e.id);return r("article",{class:o?"card panel pictured":"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[r("div",{class:"card-words",children:[n&&r("p",{class:"quiet-words",children:n}),r(Hn,{article:e}),r("h2",{id:`title-${e.id}`,children:r("a",{"data-open":!0,href:i,children:e.title})}),e.excerpt&&r("p",{class:"excerpt",children:e.excerpt})]}),o&&r("a",{class:"card-picture",href:i,tabIndex:-1,"aria-hidden":"true",children:r(at,{of:o,thumb:!0,soon:t})}),r("p",{class:"foot",children:[r(ut,{of:e,what:e.title,bump:Jt}),r("a",{class:"said",href:i,children:k(e.commentCount,"comment")}),r("span",{class:"seen",children:k(e.viewCount,"view")})]})]})}function de(e){return e===null?"null":Array.isArray(e)?"array":typeof e}function Ve(e){return de(e)==="object"}function pa(e){return Array.isArray(e)&&e.length>0&&e.every(t=>"message"in t)}function Vn(e,t){return e.length<124?e:t}var Mi="graphql-transport-ws";var ge=(e=>(e[e.InternalServerError=4500]="InternalServerError",e[e.InternalClientError=4005]="InternalClientError",e[e.BadRequest=4400]="BadRequest",e[e.BadResponse=4004]="BadResponse",e[e.Unauthorized=4401]="Unauthorized",e[e.Forbidden=4403]="Forbidden",e[e.SubprotocolNotAcceptable=4406]="SubprotocolNotAcceptable",e[e.ConnectionInitialisationTimeout=4408]="ConnectionInitialisationTimeout",e[e.ConnectionAcknowledgementTimeout=4504]="ConnectionAcknowledgementTimeout",e[e.SubscriberAlreadyExists=4409]="SubscriberAlreadyExists",e[e.TooManyInitialisationRequests=4429]="TooManyInitialisationRequests",e))(ge||{}),fe=(e=>(e.ConnectionInit="connection_init",e.ConnectionAck="connection_ack",e.Ping="ping",e.Pong="pong",e.Subscribe="subscribe",e.Next="next",e.Error="error",e.Complete="complete",e))(fe||{});function Ii(e){if(!Ve(e))throw new Error(`Message is expected to be an object, but got ${de(e)}`);if(!e.type)throw new Error("Message is missing the 'type' property");if(typeof e.type!="string")throw new Error(`Message is expects the 'type' property to be a string, but got ${de(e.type)}`);switch(e.type){case"connection_init":case"connection_ack":case"ping":case"pong":{if(e.payload!=null&&!Ve(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object or nullish or missing, but got "${e.payload}"`);break}case"subscribe":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${de(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Ve(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${de(e.payload)}`);if(typeof e.payload.query!="string")throw new Error(`"${e.type}" message payload expects the 'query' property to be a string, but got ${de(e.payload.query)}`);if(e.payload.variables!=null&&!Ve(e.payload.variables))throw new Error(`"${e.type}" message payload expects the 'variables' property to be a an object or nullish or missing, but got ${de(e.payload.variables)}`);if(e.payload.operationName!=null&&de(e.payload.operationName)!=="string")throw new Error(`"${e.type}" message payload expects the 'operationName' property to be a string or nullish or missing, but got ${de(e.payload.operationName)}`);if(e.payload.extensions!=null&&!Ve(e.payload.extensions))throw new Error(`"${e.type}" message payload expects the 'extensions' property to be a an object or nullish or missing, but got ${de(e.payload.extensions)}`);break}case"next":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${de(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Ve(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${de(e.payload)}`);break}case"error":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${de(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!pa(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an array of GraphQL errors, but got ${JSON.stringify(e.payload)}`);break}case"complete":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${de(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);break}default:throw new Error(`Invalid message 'type' property "${e.type}"`)}return e}function Ri(e,t){return Ii(typeof e=="string"?JSON.parse(e,t):e)}function ct(e,t){return Ii(e),JSON.stringify(e,t)}function Bn(e){let{url:t,connectionParams:n,lazy:o=!0,onNonLazyError:i=console.error,lazyCloseTimeout:s=0,keepAlive:a=0,disablePong:u,connectionAckWaitTimeout:p=0,retryAttempts:c=5,retryWait:d=async function(V){let x=Math.pow(2,V);await new Promise(S=>setTimeout(S,x*1e3+Math.floor(Math.random()*2700+300)))},shouldRetry:g=Ln,on:m,webSocketImpl:l,generateID:h=function(){return"xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g,V=>{let x=Math.random()*16|0;return(V=="x"?x:x&3|8).toString(16)})},jsonMessageReplacer:C,jsonMessageReviver:_}=e,y;if(l){if(!ga(l))throw new Error("Invalid WebSocket implementation provided");y=l}else typeof WebSocket<"u"?y=WebSocket:typeof global<"u"?y=global.WebSocket||global.MozWebSocket:typeof window<"u"&&(y=window.WebSocket||window.MozWebSocket);if(!y)throw new Error("WebSocket implementation missing; on Node you can `import WebSocket from 'ws';` and pass `webSocketImpl: WebSocket` to `createClient`");let w=y,E=(()=>{let P=(()=>{let x={};return{on(S,Q){return x[S]=Q,()=>{delete x[S]}},emit(S){"id"in S&&x[S.id]?.(S)}}})(),V={connecting:m?.connecting?[m.connecting]:[],opened:m?.opened?[m.opened]:[],connected:m?.connected?[m.connected]:[],ping:m?.ping?[m.ping]:[],pong:m?.pong?[m.pong]:[],message:m?.message?[P.emit,m.message]:[P.emit],closed:m?.closed?[m.closed]:[],error:m?.error?[m.error]:[]};return{onMessage:P.on,on(x,S){let Q=V[x];return Q.push(S),()=>{let K=Q.indexOf(S);K>-1&&Q.splice(K,1)}},emit(x,...S){for(let Q of[...V[x]])Q(...S)}}})();function H(P){let V=[E.on("error",x=>{V.forEach(S=>S()),P(x)}),E.on("closed",x=>{V.forEach(S=>S()),P(x)})];return()=>V.forEach(x=>x())}let _e,xe=0,Ie,ce=!1,je=0,Ce=!1;async function Ee(){clearTimeout(Ie);let[P,V]=await(_e??(_e=new Promise((Q,K)=>(async()=>{if(ce){if(await d(je),!xe)return _e=void 0,K({code:1e3,reason:"All Subscriptions Gone"});je++}E.emit("connecting",ce);let T=new w(typeof t=="function"?await t():t,Mi),Te,tt;function Ot(){isFinite(a)&&a>0&&(clearTimeout(tt),tt=setTimeout(()=>{T.readyState===w.OPEN&&(T.send(ct({type:fe.Ping})),E.emit("ping",!1,void 0))},a))}H(oe=>{_e=void 0,clearTimeout(Te),clearTimeout(tt),K(oe),oe instanceof It&&(T.close(4499,"Terminated"),T.onerror=null,T.onclose=null)}),T.onerror=oe=>E.emit("error",oe),T.onclose=oe=>E.emit("closed",oe),T.onopen=async()=>{try{E.emit("opened",T);let oe=typeof n=="function"?await n():n;if(T.readyState!==w.OPEN)return;T.send(ct(oe?{type:fe.ConnectionInit,payload:oe}:{type:fe.ConnectionInit},C)),isFinite(p)&&p>0&&(Te=setTimeout(()=>{T.close(ge.ConnectionAcknowledgementTimeout,"Connection acknowledgement timeout")},p)),Ot()}catch(oe){E.emit("error",oe),T.close(ge.InternalClientError,Vn(oe instanceof Error?oe.message:String(oe),"Internal client error"))}};let nt=!1;T.onmessage=({data:oe})=>{try{let ee=Ri(oe,_);if(E.emit("message",ee),ee.type==="ping"||ee.type==="pong"){E.emit(ee.type,!0,ee.payload),ee.type==="pong"?Ot():u||(T.send(ct(ee.payload?{type:fe.Pong,payload:ee.payload}:{type:fe.Pong},C)),E.emit("pong",!1,ee.payload));return}if(nt)return;if(ee.type!==fe.ConnectionAck)throw new Error(`First message cannot be of type ${ee.type}`);clearTimeout(Te),nt=!0,E.emit("connected",T,ee.payload,ce),ce=!1,je=0;let ur=new Promise((nl,ks)=>H(ks));ur.catch(()=>{}),Q([T,ur])}catch(ee){T.onmessage=null,E.emit("error",ee),T.close(ge.BadResponse,Vn(ee instanceof Error?ee.message:String(ee),"Bad response"))}}})())));P.readyState===w.CLOSING&&await V;let x=()=>{},S=new Promise(Q=>x=Q);return[P,x,new Promise((Q,K)=>{let T=H(K);P.readyState!==w.OPEN&&V.catch(K),S.then(()=>{if(T(),!xe){let Te=()=>P.close(1e3,"Normal Closure");isFinite(s)&&s>0?(clearTimeout(Ie),Ie=setTimeout(()=>{!xe&&P.readyState===w.OPEN&&Te()},s)):Te()}Q()})})]}function he(P){if(Ln(P)&&(ma(P.code)||[ge.InternalServerError,ge.InternalClientError,ge.BadRequest,ge.BadResponse,ge.Unauthorized,ge.SubprotocolNotAcceptable,ge.SubscriberAlreadyExists,ge.TooManyInitialisationRequests].includes(P.code)))throw P;if(Ce)return!1;if(Ln(P)&&P.code===1e3)return xe>0;if(!c||je>=c||!g(P))throw P;return ce=!0}o||(async()=>{for(xe++;;)try{let[,,P]=await Ee();await P}catch(P){try{if(!he(P))return}catch(V){return i?.(V)}}})();function ae(P,V){let x=h(P),S=!1,Q=!1,K=()=>{xe--,S=!0};return(async()=>{for(xe++;;)try{let[T,Te,tt]=await Ee();if(S)return tt.catch(()=>{}),Te();let Ot=E.onMessage(x,nt=>{switch(nt.type){case fe.Next:{V.next(nt.payload);return}case fe.Error:{Q=!0,S=!0,V.error(nt.payload),K();return}case fe.Complete:{S=!0,K();return}}});T.send(ct({id:x,type:fe.Subscribe,payload:P},C)),K=()=>{!S&&T.readyState===w.OPEN&&T.send(ct({id:x,type:fe.Complete},C)),xe--,S=!0,Te()},await tt.finally(Ot);return}catch(T){if(!he(T))return}})().then(()=>{Q||V.complete()}).catch(T=>{V.error(T)}),()=>{S||K()}}return{on:E.on,subscribe:ae,iterate(P){let V=[],x={done:!1,error:null,resolve:()=>{}},S=ae(P,{next(K){V.push(K),x.resolve()},error(K){x.done=!0,x.error=K,x.resolve()},complete(){x.done=!0,x.resolve()}}),Q=(async function*(){for(;;){for(V.length||await new Promise(T=>x.resolve=T);V.length;)yield V.shift();if(x.error)throw x.error;if(x.done)return}})();return Q.throw=async K=>(x.done||(x.done=!0,x.error=K,x.resolve()),{done:!0,value:void 0}),Q.return=async()=>(S(),{done:!0,value:void 0}),Q},async dispose(){if(Ce=!0,_e){let[P]=await _e;P.close(1e3,"Normal Closure")}},terminate(){_e&&E.emit("closed",new It)}}}var It=class extends Error{name="TerminatedCloseEvent";message="4499: Terminated";code=4499;reason="Terminated";wasClean=!1};function Ln(e){return Ve(e)&&"code"in e&&"reason"in e}function ma(e){return[1e3,1001,1006,1005,1012,1013,1014].includes(e)?!1:e>=1e3&&e<=1999}function ga(e){return typeof e=="function"&&"constructor"in e&&"CLOSED"in e&&"CLOSING"in e&&"CONNECTING"in e&&"OPEN"in e}var fa=40,Di=new Map,qn=new Map;Xr(async()=>{for(let[e,t]of qn){let n=await Pt(e);"Authorization"in n&&t.readyState===WebSocket.OPEN&&t.send(JSON.stringify({type:"ping",payload:n}))}});function pt(e){let t=e.slice(0,fa).map(({id:n})=>n);I(()=>{let n=t.map(o=>Kn("",_o,{id:o},()=>{}));return()=>n.forEach(o=>o())},[t.join()])}function Fi(e){I(()=>Kn(e,Co,{},()=>{Ae(Eo,{}).catch(()=>{})}),[e])}function Qn({of:e,order:t,shown:n,refresh:o}){let i=`${e} ${t}`,[s,a]=R({feed:i,ids:[]});I(()=>Kn(e,xo,{order:t},({feedUpdated:d})=>{a({feed:i,ids:F(d).map(({id:g})=>g)})}),[i]);let u=new Set(n.map(({id:d})=>d)),p=t==="NEW"&&s.feed===i?s.ids.filter(d=>!u.has(d)).length:0;if(!n.length||!p)return null;let c=async()=>{await o(),scrollTo({top:0})};return r("p",{class:"fresh-place","aria-live":"polite",children:r("button",{class:"fresh",onClick:()=>{c()},children:["Show ",k(p,"new article")]})})}function Kn(e,t,n,o){return ha(e).subscribe({query:t.toString(),variables:n},{next:({data:i})=>{i&&(Ze(i),o(i))},error:()=>{},complete:()=>{}})}function ha(e){let t=Di.get(e);if(t)return t;let n=Bn({url:new URL("/graphql",location.href).href.replace(/^http/,"ws"),connectionParams:async()=>({...await Pt(e),...ot()&&{"X-Consistency-Token":ot()}}),shouldRetry:()=>!0,retryAttempts:Number.POSITIVE_INFINITY,keepAlive:12e3,lazyCloseTimeout:2e3,on:{connected:o=>{e&&qn.set(e,o),wt()},closed:o=>{qn.delete(e),o.code!==1e3&&Kt()}}});return Di.set(e,n),n}function rn(){let e=be(null);return I(()=>{let t=n=>{let o=e.current;o?.open&&(n instanceof KeyboardEvent?n.key==="Escape":!o.contains(n.target))&&(o.open=!1,n instanceof KeyboardEvent&&o.querySelector("summary")?.focus())};return addEventListener("keydown",t),addEventListener("click",t),()=>{removeEventListener("keydown",t),removeEventListener("click",t)}},[]),e}function Le({label:e,deeds:t}){let n=rn(),o=t.filter(s=>!!s);if(!o.length)return null;let i=()=>{n.current&&(n.current.open=!1)};return r("details",{class:"deeds",ref:n,children:[r("summary",{"aria-label":e,children:r("span",{"aria-hidden":"true",children:"\xB7\xB7\xB7"})}),r("ul",{class:"menu panel",children:o.map(({words:s,does:a})=>r("li",{children:typeof a=="string"?r("a",{href:a,onClick:i,children:s}):r("button",{onClick:()=>{i(),n.current?.querySelector("summary")?.focus(),a()},children:s})},s))})]})}function Oi({words:e,opened:t,children:n}){let o=rn();return r("details",{class:"deeds",ref:o,onToggle:i=>i.currentTarget.open&&t(),children:[r("summary",{class:"chip",children:e}),r("div",{class:"menu panel",children:n})]})}var ba=0;function $i({article:e}){let[t,n]=R(0);return r(Oi,{words:e.repostCount?k(e.repostCount,"repost"):"Repost",opened:()=>n(++ba),children:t>0&&r(ya,{article:e.id,visit:-t},t)})}function ya({article:e,visit:t}){O();let n=D(t,Xo,{id:e}),o=F(n.first?.article?.reposts),i=new Set(o.filter(({viewerHasReposted:c})=>c).map(({tribe:c})=>c.id)),s=F(n.first?.viewer?.user?.followedTribes),u=[...new Map([...s,...o.map(({tribe:c})=>c)].map(c=>[c.id,W(c)])).values()].filter(({id:c})=>c!==n.first?.article?.tribe.id),p=async c=>{await mi(e,c,i.has(c))&&await n.refresh()};return r(A,{children:[r("p",{children:"Take it into a tribe that you follow, so that others see it there."}),n.failure&&r(N,{failure:n.failure,again:n.again}),!n.first&&n.busy&&r("p",{children:"One moment\u2026"}),n.first&&!n.first.viewer&&r("p",{children:"Choose who you are first, at the top of the page."}),n.first?.viewer&&!u.length&&r("p",{children:"You follow no other tribe."}),r("ul",{class:"rows",children:u.map(c=>r("li",{children:[r(z,{name:v(c),square:!0}),r("span",{class:"row-name",children:r(me,{tribe:c})}),r("button",{class:i.has(c.id)?"follow followed":"follow",onClick:()=>{p(c.id)},children:[i.has(c.id)?"Take back":"Repost",r("span",{class:"unseen",children:[" ",v(c)]})]})]},c.id))})]})}var Ni="bandstand.draft",wa=50;function Rt(e){try{let t=JSON.parse(localStorage.getItem(on(e))??"null");return t&&typeof t.key=="string"&&typeof t.values=="object"?t:null}catch{return null}}function mt(e){return{values:e,key:si()}}function sn(e,t){try{localStorage.setItem(on(e),JSON.stringify(t));let n=Object.keys(localStorage).filter(o=>o.startsWith(Ni));for(let o of n.slice(0,Math.max(0,n.length-wa)))o!==on(e)&&localStorage.removeItem(o)}catch{}}function gt(e){localStorage.removeItem(on(e))}function on(e){return`${Ni} ${G()} ${e}`}function an({label:e,button:t,draft:n,text:o="",send:i,focus:s=!1,cancel:a}){let[u,p]=R(!1),[c,d]=R(()=>Rt(n)??mt({text:o})),g=async h=>{h.preventDefault();let C=c.values.text?.trim();u||!C||(p(!0),await i(C,c.key)&&(gt(n),d(mt({text:""}))),p(!1))},m=h=>{h.key==="Enter"&&(h.ctrlKey||h.metaKey)&&h.currentTarget.form?.requestSubmit(),h.key==="Escape"&&l?.()},l=a&&(()=>{gt(n),a()});return r("form",{class:"writing",onSubmit:g,children:[r("textarea",{name:"text",rows:c.values.text||s?3:2,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,value:c.values.text??"",onInput:h=>{let C={...c,values:{text:h.currentTarget.value}};d(C),sn(n,C)},onKeyDown:m,ref:h=>{s&&h&&!h.dataset.met&&(h.dataset.met="1",h.focus())}}),r("div",{class:"writing-foot",children:[l&&r("button",{type:"button",class:"quiet",onClick:l,children:"Cancel"}),r("button",{type:"submit",class:"primary","aria-disabled":u,children:t})]})]})}var va=[[/`([^`]+)`/g,"<code>$1</code>"],[/\*\*([^*]+)\*\*/g,"<strong>$1</strong>"],[/(?<![\w/])_([^_]+)_(?!\w)/g,"<em>$1</em>"],[/\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g,'<a href="$2">$1</a>']];function ve(e){return e.replaceAll("\r","").split(/\n{2,}/).map(n=>n.trim()).filter(Boolean).map(_a).join("")}function Me(e){let{body:t}=new DOMParser().parseFromString(e,"text/html");return[...t.childNodes].map(xa).filter(Boolean).join(`

`)}function Be(e){return Hi(ve(Me(e)))===Hi(e)}function _a(e){let t=e.split(`
`),n=o=>t.map(i=>jn(i.slice(o.length)));return e.startsWith("## ")&&t.length===1?`<h2>${jn(e.slice(3))}</h2>`:t.every(o=>o.startsWith("- "))?`<ul>${n("- ").map(o=>`<li>${o}</li>`).join("")}</ul>`:t.every(o=>o.startsWith("> "))?`<blockquote><p>${n("> ").join("<br>")}</p></blockquote>`:`<p>${t.map(jn).join("<br>")}</p>`}function jn(e){let t=e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;");return va.reduce((n,[o,i])=>n.replace(o,i),t)}function xa(e){if(!(e instanceof HTMLElement))return e.textContent?.trim()??"";let t=Gn(e).trim();switch(e.tagName){case"H1":case"H2":case"H3":return`## ${t}`;case"UL":return[...e.children].map(n=>`- ${Gn(n).trim()}`).join(`
`);case"BLOCKQUOTE":return t.split(`
`).map(n=>`> ${n}`).join(`
`);default:return t}}function Gn(e){if(!(e instanceof Element))return e.textContent??"";let t=[...e.childNodes].map(Gn).join("");switch(e.tagName){case"BR":return`
`;case"STRONG":case"B":return`**${t}**`;case"EM":case"I":return`_${t}_`;case"CODE":return`\`${t}\``;case"A":return`[${t}](${e.getAttribute("href")??""})`;default:return t}}function Hi(e){let{body:t}=new DOMParser().parseFromString(e,"text/html");for(let n of t.querySelectorAll("a"))for(let{name:o}of[...n.attributes])o!=="href"&&n.removeAttribute(o);return t.innerHTML.replace(/\s*\n\s*/g,"")}var Wi=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],Ca=4;function Vi({article:e,comments:t,refresh:n,open:o}){O();let i=rt(t),s=new Set(i.map(({id:c})=>c)),a=Map.groupBy(i,({parent:c})=>c&&s.has(c.id)?c.id:""),u=async(c,d,g)=>{let m=await ui(e,c,ve(d),g);return m&&await n(),m},p=(c,d)=>r("ol",{class:d?"replies":"thread","data-depth":Math.min(d,Ca),children:(a.get(c)??[]).map(g=>r("li",{children:[r(Ea,{comment:g,say:u,draft:`comment ${e}`}),a.has(g.id)&&p(g.id,d+1)]},g.id))});return r("div",{class:"panel surface",children:[o&&r(an,{label:"Add a comment",button:"Comment",draft:`comment ${e}`,send:(c,d)=>u(null,c,d)}),!t.length&&r("p",{class:"quiet-words",children:"Nobody has said anything yet."}),p("",0)]})}function Ea({comment:e,say:t,draft:n}){let[o,i]=R(""),s=v(W(e.author)),a=()=>i(""),u=async()=>{let g=await $e("Report this comment","Those who moderate will look at it.","Report");g&&await vi(e.id,g)},p=async()=>{let g=await $e("Hide this comment","Its author is told why.","Hide");g&&await Ei(e.id,g)},c=async()=>{await nn("Remove this comment?","It cannot be brought back.","Remove")&&await ci(e.id)},d=yt(()=>o!=="edit"||Be(e.body),[o]);return r("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${s}`,children:[r("div",{class:"byline",children:[r(ue,{of:e.author}),r("p",{children:[r(le,{user:e.author}),r("span",{"aria-hidden":"true",children:" \xB7 "}),r(lt,{at:e.postedAt}),e.updatedAt>e.postedAt&&r("small",{children:" \xB7 edited"})]})]}),o==="edit"?r(an,{label:"Edit your comment",button:"Save",draft:`comment anew ${e.id}`,text:d?Me(e.body):e.body,focus:!0,cancel:a,send:async g=>{let m=await di(e.id,d?ve(g):g);return m&&a(),m}}):r(Ne,{html:e.body}),r("div",{class:"foot",children:[r(ut,{of:e,what:`the comment by ${s}`,bump:li}),(e.viewerCanReply||!G())&&r("button",{class:"quiet","aria-expanded":o==="reply",onClick:()=>i(o==="reply"?"":"reply"),"aria-label":`Reply to ${s}`,children:"Reply"}),r(Le,{label:`More about the comment by ${s}`,deeds:[e.viewerCanEdit&&{words:"Edit",does:()=>i("edit")},e.viewerCanRemove&&{words:"Remove",does:c},e.viewerCanHide&&{words:"Hide",does:p},G()!==""&&!e.viewerCanEdit&&{words:"Report",does:u}]})]}),o==="reply"&&r(an,{label:`Reply to ${s}`,button:"Reply",draft:`${n} ${e.id}`,focus:!0,cancel:a,send:async(g,m)=>{let l=await t(e.id,g,m);return l&&a(),l}})]})}function Li({route:e}){O();let t=ie(e,"comments",["OLD","NEW","TOP"]),n=D(e.visit,Lo,{id:e.of,order:t},l=>l.article?.comments),o=n.first?.article,i=o&&W(o);$(i?.title);let s=n.answers.flatMap(l=>F(l.article?.comments)),a=n.more||!i?0:i.commentCount-s.length;pt(o?[o]:[]),I(()=>{o&&G()&&gi(o.id)},[o?.id]);let u=i&&W(i.tribe),p=async()=>{n.more&&t==="OLD"?Z(f("a",e.of,{comments:"NEW"})):await n.refresh()},c=async()=>{i&&await nn("Remove this article?","Its comments go with it. It cannot be brought back.","Remove")&&await pi(i.id)&&Z(f(""))},d=async()=>{let l=await $e("Report this article","Those who moderate the tribe will look at it.","Report");i&&l&&await wi(i.id,l)},g=async()=>{let l=await $e("Hide this article","Its author is told why, and sees it still.","Hide");i&&l&&await xi(i.id,l)&&await n.refresh()},m=async()=>{i&&await Ci(i.id)&&await n.refresh()};return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[i&&u&&r("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[r(Hn,{article:i,children:r(Le,{label:"More about this article",deeds:[i.viewerCanEdit&&{words:"Edit",does:f("a",i.id,{},"edit")},i.viewerCanRemove&&{words:"Remove",does:c},i.viewerCanHide&&(o.hidden?{words:"Show it again",does:m}:{words:"Hide",does:g}),G()!==""&&!i.viewerCanEdit&&{words:"Report",does:d}]})}),r("h1",{id:"title",children:i.title}),o.hidden&&r("p",{class:"resumed",children:["This is hidden: ",yi(o.hidden.reason),". ",o.hidden.note]}),i.media.map((l,h)=>r(at,{of:l,soon:h===0},l.url)),r(Ne,{html:i.body}),!i.body&&r("p",{children:i.excerpt}),r("p",{class:"foot","aria-live":"polite",children:[r(ut,{of:i,what:i.title,bump:Jt}),r("span",{"data-comments":!0,children:k(i.commentCount,"comment")}),r("span",{"data-views":!0,children:k(i.viewCount,"view")}),r($i,{article:i}),r("button",{class:"chip","aria-pressed":i.viewerHasSaved,onClick:()=>{ai(i)},children:i.viewerHasSaved?"Kept for later":"Keep for later"})]})]}),i&&r("section",{"aria-label":"Comments",class:"comments",children:[r("header",{class:"page-head",children:[r("h2",{children:"Comments"}),r(re,{label:"Order of comments",words:Wi,chosen:t,href:l=>f("a",e.of,{comments:l})})]}),a>0&&n.first&&!n.busy&&r("p",{class:"fresh-place",children:r("button",{class:"fresh",onClick:()=>{n.refresh()},children:["Show ",k(a,"new comment")]})}),r(Vi,{article:i.id,comments:s,refresh:p,open:i.viewerCanComment||!G()}),r(we,{more:n.more,busy:n.busy})]}),!n.first&&n.busy&&r(L,{rows:2}),n.failure&&r(N,{failure:n.failure,again:n.again}),n.first&&!n.failure&&!i&&r(Ue,{children:"This article is not here, or no more."})]}),r("aside",{class:"side-column","aria-label":"Tribe",children:u&&r("section",{class:"panel about",children:[r(z,{name:v(u),square:!0}),r("h2",{children:r(me,{tribe:u})}),r("p",{children:k(u.followerCount,"follower")}),r(ye,{of:u,name:v(u),follow:()=>Pe(u)})]})})]})}var Yn=[["ALL","All time"],["DAY","Today"],["WEEK","Week"],["MONTH","Month"]];function zn(e){return ie(e,"window",["ALL","DAY","WEEK","MONTH"])}function Bi({route:e}){O();let t=zn(e),n=D(e.visit,Wo,{slug:e.of,window:t},s=>s.tribe?.leaderboard),o=n.first?.tribe;$(o?`Leaderboard of ${v(o)}`:void 0);let i=n.answers.flatMap(s=>s.tribe?.leaderboard?.edges??[]);return r("div",{class:"narrow",children:[r("header",{class:"page-head",children:[r("h1",{children:["Leaderboard",o&&r(A,{children:[" of ",r(me,{tribe:o})]})]}),r(re,{label:"Articles of which time",words:Yn,chosen:t,href:s=>f("t",e.of,{window:s},"leaderboard")})]}),i.length>0&&r("div",{class:"panel",children:[r(Xn,{ranks:i}),r(Jn,{standing:o?.viewerStanding,shown:i.length})]}),r(we,{more:n.more,busy:n.busy}),!n.first&&n.busy&&r(L,{rows:6}),n.failure&&r(N,{failure:n.failure,again:n.again}),o?.leaderboard&&!i.length&&r(U,{children:"Nobody was bumped in this time."}),n.first&&!n.failure&&!o&&r(U,{children:["There is no tribe called \u201C",e.of,"\u201D."]})]})}function Xn({ranks:e}){return r("ol",{class:"rows",children:e.map(({node:t,score:n},o)=>r("li",{children:[r("span",{class:"rank",children:o+1}),r(ue,{of:t}),r("span",{class:"row-name",children:[r(le,{user:t}),r("small",{children:k(n,"bump")})]})]},t.id))})}function Jn({standing:e,shown:t}){return!e||e.place<=t?null:r("p",{class:"quiet-words standing",children:["You are number ",e.place,", with ",k(e.score,"bump"),"."]})}var ka={ARTICLE_BUMPED:"bumped your article",ARTICLE_COMMENTED:"commented on your article",COMMENT_BUMPED:"bumped your comment on",COMMENT_REPLIED:"replied to your comment on",FOLLOWED:"follow you",ARTICLE_HIDDEN:"hid your article",COMMENT_HIDDEN:"hid your comment on"};function qi({me:e,here:t}){Fi(e);let n=q(jt);return r("a",{class:"bell",href:f("inbox"),"aria-current":t?"page":void 0,children:[r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})}),r("span",{class:"unseen",children:n?`Notifications, ${n} unread`:"Notifications"}),n>0&&r("span",{class:"number","aria-hidden":"true",children:n>99?"99+":n})]})}function Qi({route:e}){O(),$("Notifications");let t=q(jt),n=D(e.visit,Bo,{},a=>a.viewer?.inbox?.notifications),o=n.answers.flatMap(a=>F(a.viewer?.inbox?.notifications)),[i]=o,s=async()=>{i&&await fi(i.at)&&await n.refresh()};return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Notifications"}),t>0&&r("button",{onClick:()=>{s()},children:"Mark all as read"})]}),r("ol",{class:"notices",children:o.map(a=>r("li",{children:r(Pa,{notice:a})},a.id))}),r(we,{more:n.more,busy:n.busy}),!n.first&&n.busy&&r(L,{}),n.failure&&r(N,{failure:n.failure,again:n.again}),n.first&&!n.first.viewer&&r(U,{children:"Choose who you are first, at the top of the page."}),n.first?.viewer?.inbox?.notifications&&!o.length&&r(U,{children:"Nothing yet. Write something, and others will bump it."})]})})}function Pa({notice:e}){let t=F(e.comments),n=t.length?t.map(({author:a})=>a):F(e.actors),o=e.commentCount?0:e.actorCount-n.length,[i]=n,s=e.kind==="FOLLOWED"&&e.actorCount===1?"follows you":ka[e.kind];return r("article",{class:e.isRead?"hit panel":"hit panel new","data-item":!0,tabIndex:-1,"aria-labelledby":e.id,children:[i?r(ue,{of:i}):r(z,{name:"?"}),r("div",{children:[r("p",{id:e.id,children:[!e.isRead&&r("span",{class:"unseen",children:"New: "}),r(Ta,{people:n,others:o})," ",s," ",e.article&&r("a",{"data-open":!0,href:f("a",e.article.id),children:r("strong",{children:e.article.title})}),!e.article&&e.kind!=="FOLLOWED"&&"that was taken down",e.commentCount>t.length&&` (${k(e.commentCount,"comment")})`]}),r(lt,{at:e.at})]})]})}function Ta({people:e,others:t}){let n=[...new Map(e.map(o=>[o.id,o])).values()];return r(A,{children:[n.map((o,i)=>r("span",{children:[i>0&&(t>0?", ":" and "),r(le,{user:o})]},o.id)),t>0&&` and ${k(t,"other")}`]})}var Gi=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["t","the tribes or people beside"],["h","home"],["w","write an article"],["?","these keys"]],qe=te(!1);function Yi(){addEventListener("keydown",e=>{let t=e.target;t.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||Sa(e.key,t)&&e.preventDefault()})}function Sa(e,t){let n=t.closest("[data-item]");return e==="j"||e==="k"?Aa(n,e==="j"?1:-1):e==="b"?Ki(n??document,n?"[data-bump]":".article [data-bump]"):e==="Enter"?t===n&&Ki(n,"[data-open]"):e==="/"?ji("#search")||Ua():e==="t"?ji("aside a, aside button"):(e==="h"&&Z(f("")),e==="w"&&Z(f("write")),e==="?"&&qe.set(!qe.get()),"hw?".includes(e))}function Aa(e,t){let n=[...document.querySelectorAll("[data-item]")],o=e?n.indexOf(e)+t:0,i=n[Math.max(0,Math.min(o,n.length-1))];return i?.focus({preventScroll:!0}),i?.scrollIntoView({block:"nearest"}),i!==void 0}function Ki(e,t){let n=e.querySelector(t);return n?.click(),n!==null}function ji(e){let t=document.querySelector(e);return t?.checkVisibility()?(t.focus(),!0):!1}function Ua(){return Z(f("search")),!0}var Ma=[["","All"],["ARTICLE","Articles"],["TRIBE","Tribes"],["USER","People"]];function zi({route:e}){return r(A,{children:[r("a",{class:"search-link",href:f("search"),"aria-label":"Search","aria-current":e.page==="search"?"page":void 0,children:r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13Zm5-1.5L20 20",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round"})})}),e.page!=="search"&&r(Xi,{id:"search",words:"",type:"",label:"Search articles, tribes and people"})]})}function Xi({id:e,words:t,type:n,label:o,focus:i=!1}){return r("form",{class:"search",role:"search",onSubmit:s=>{s.preventDefault();let a=s.currentTarget.elements.namedItem("q");a.value.trim()&&Z(f("search","",{q:a.value.trim(),type:n}))},children:r("input",{id:e,name:"q",type:"search",maxLength:200,defaultValue:t,placeholder:"Search","aria-label":o,autocomplete:"off",ref:s=>{i&&!t&&s?.focus()}},t)})}function Ji({route:e}){let t=e.query.get("q")?.trim()??"";$(t?`\u201C${t}\u201D`:"Search");let n=ie(e,"type",["","ARTICLE","TRIBE","USER"]);return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:r("h1",{children:t?`\u201C${t}\u201D`:"Search"})}),r(Xi,{id:"search",words:t,type:n,label:"Search articles, tribes and people",focus:!0}),r("header",{class:"page-head",children:t&&r(re,{label:"What",words:Ma,chosen:n,href:o=>f("search","",{q:t,type:o})})}),t?r(Ia,{words:t,type:n||null,visit:e.visit}):r(U,{children:"Which words? The last may be the beginning of one."})]})})}function Ia({words:e,type:t,visit:n}){O();let o=D(n,qo,{query:e,type:t},s=>s.search),i=o.answers.flatMap(({search:s})=>F(s));return r(A,{children:[r("ol",{class:"feed",children:i.map(s=>r("li",{children:r(Ra,{of:s})},s.id))}),r(we,{more:o.more,busy:o.busy}),!o.first&&o.busy&&r(L,{}),o.failure&&r(N,{failure:o.failure,again:o.again}),o.first?.search&&!i.length&&r(U,{children:"Nothing has all these words."})]})}function Ra({of:e}){if(e.__typename==="Article")return r(Wn,{article:W(e)});if(e.__typename==="Tribe"){let t=W(e);return r(Dt,{name:v(t),face:r(z,{name:v(t),square:!0}),facts:k(t.followerCount,"follower"),of:r(me,{tribe:t}),children:r(ye,{of:t,name:v(t),follow:()=>Pe(t)})})}return e.__typename==="User"?r(Dt,{name:v(W(e)),face:r(ue,{of:e}),facts:e.handle?`@${e.handle}`:"",of:r(le,{user:e})}):null}function Dt(e){return r("article",{class:"hit panel","data-item":!0,tabIndex:-1,"aria-label":e.name,children:[e.face,r("span",{class:"row-name",children:[e.of,r("small",{children:e.facts})]}),e.children]})}function Zi({route:e,me:t}){let n=(o,i)=>r("a",{href:f(o),"aria-current":e.page===o&&!e.of?"page":void 0,children:i});return r("header",{class:"top",children:r("div",{class:"top-row",children:[r("a",{class:"brand",href:f(""),children:[r(Da,{}),"Bandstand"]}),r("nav",{class:"places","aria-label":"Places",children:[n("","Home"),n("all","Everything"),n("tribes","Tribes"),n("people","People")]}),r(zi,{route:e}),r("div",{class:"mine",children:[t&&r("a",{class:"chip write",href:f("write","",{tribe:e.page==="t"?e.of:""}),children:[r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"m4 20 1-5L16 4l4 4L9 19l-5 1Z",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linejoin":"round"})}),r("span",{children:"Write"})]}),t&&r(qi,{me:t,here:e.page==="inbox"}),r(Fa,{me:t})]})]})})}function Da(){return r("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[r("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),r("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function Fa({me:e}){O();let t=W({id:q(Xe)}),n=e&&t.name||e,o=rn(),i=Qr(),s=()=>{o.current&&(o.current.open=!1)},a=p=>{s(),o.current?.querySelector("summary")?.focus(),Vr(p)},u=r("li",{children:r("a",{href:f("saved"),onClick:s,children:"Kept for later"})});return i==="none"?null:i==="openid"&&!e?r("button",{class:"primary sign-in",onClick:()=>{Gr()},children:"Sign in"}):r(A,{children:[e&&r("a",{class:"profile-link",href:t.handle?f("u",t.handle):f("me"),children:[r("span",{class:"unseen",children:["Your profile, ",n]}),r(z,{name:n,picture:t.avatarUrl})]}),r("details",{class:"who",ref:o,children:[r("summary",{children:[r("span",{class:"unseen",children:"You are "}),r("span",{class:"who-name",children:n||"signed out"}),r("svg",{viewBox:"0 0 12 12",width:"12",height:"12","aria-hidden":"true",children:r("path",{d:"m2 4 4 4 4-4",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})})]}),i==="openid"?r("div",{class:"menu panel",children:r("ul",{children:[u,r("li",{children:r("button",{onClick:()=>{Yr()},children:"Sign out"})})]})}):r("div",{class:"menu panel",children:[r("p",{children:"In development you are who you say. Another window can be somebody else."}),r("ul",{children:[Wr.map(p=>r("li",{children:r("button",{"aria-pressed":p===e,onClick:()=>a(p),children:[r(z,{name:p}),p]})},p)),r("li",{children:r("button",{"aria-pressed":e==="",onClick:()=>a(""),children:[r(z,{name:"?"}),"signed out"]})}),e&&u]}),r("form",{onSubmit:p=>{p.preventDefault();let c=p.currentTarget.elements.namedItem("name"),[d,g]=[c.value.trim(),Je(c.value)];g&&(a(g),en(d,g),c.value="")},children:[r("label",{children:["Somebody new",r("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),r("button",{class:"primary",children:"Become"})]})]})]})]})}function es(){let e=q(qe),t=be(null);return I(()=>{e?t.current?.showModal():t.current?.close()},[e]),r("dialog",{ref:t,class:"panel","aria-labelledby":"keys",onClose:()=>qe.set(!1),children:[r("h2",{id:"keys",children:"Keys"}),r("dl",{children:Gi.map(([n,o])=>r("div",{children:[r("dt",{children:r("kbd",{children:n})}),r("dd",{children:o})]},n))}),r("button",{class:"primary",onClick:()=>qe.set(!1),children:"Close"})]})}var Oa=[...et,["FOR_YOU","For you"]],Zn=new Set;function ts({route:e}){$("Home");let t=ie(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[n]=R(!Zn.has(G())),o={order:t,all:t==="FOR_YOU"?"HOT":t,withAll:n},i=D(e.visit,Oo,o,l=>l.viewer?.feed?.edges.length?l.viewer.feed:l.feed),s=q(Xt),[a]=R(s);I(()=>{s!==a&&i.refresh()},[s]);let u=i.first?.viewer,p=u?.user?u.user.followedTribeCount+u.user.followedUserCount:0;p?Zn.add(G()):u?.user&&Zn.delete(G());let c=p>0||t==="FOR_YOU",d=He(i.answers.map(l=>c&&l.viewer?l.viewer.feed:l.feed)),g=F(u?.user?.followedTribes),m=os(F(i.first?.around),g);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:c||!i.first?"Home":"Everything"}),r(re,{label:"Order",words:Oa,chosen:t,href:l=>f("","",{order:l})})]}),i.first&&!c&&r("div",{class:"hint panel",children:[r("p",{children:[u?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",u?"Follow a tribe, and its articles make your home feed.":"Choose who you are at the top of the page."]}),u&&r("p",{class:"chips",children:m.filter(({slug:l})=>l!==null).map(l=>r("a",{class:"chip",href:f("t",l.slug??""),children:l.name??l.slug},l.id))})]}),r(Qn,{of:c?G():"",order:t,shown:d,refresh:i.refresh}),r(We,{articles:d,more:i.more,busy:i.busy}),!i.first&&i.busy&&r(L,{}),i.failure&&r(N,{failure:i.failure,again:i.again}),i.first&&!i.failure&&!d.length&&r(U,{children:"Nothing here yet. What you follow will write something."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:[r(dt,{title:"You follow",tribes:g}),r(dt,{title:"Tribes to follow",tribes:m})]})]})}function ns({route:e}){$("Everything");let t=ie(e,"order",["NEW","HOT","TOP"]),n=D(e.visit,No,{order:t},i=>i.feed),o=He(n.answers.map(({feed:i})=>i));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Everything"}),r(re,{label:"Order",words:et,chosen:t,href:i=>f("all","",{order:i})})]}),r(Qn,{of:"",order:t,shown:o,refresh:n.refresh}),r(We,{articles:o,more:n.more,busy:n.busy}),!n.first&&n.busy&&r(L,{}),n.failure&&r(N,{failure:n.failure,again:n.again}),n.first&&!n.failure&&!o.length&&r(U,{children:"Nobody has written anything yet."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(dt,{title:"Tribes here",tribes:os(o.map(({tribe:i})=>i),[])})})]})}function rs({route:e}){$("Kept for later");let t=D(e.visit,$o,{},o=>o.viewer?.user?.savedArticles),n=He(t.answers.map(o=>o.viewer?.user?.savedArticles));return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:r("h1",{children:"Kept for later"})}),r(We,{articles:n,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(L,{}),t.failure&&r(N,{failure:t.failure,again:t.again}),t.first&&!t.failure&&!n.length&&r(U,{children:t.first.viewer?"You keep nothing yet. Every article has a button for it.":"You are signed out. Choose who you are at the top of the page."})]})})}function os(e,t){let n=new Set(t.map(({id:o})=>o));return[...new Map(e.map(o=>[o.id,o])).values()].filter(({id:o})=>!n.has(o)).slice(0,8)}var $a=[["FOLLOWERS","Followers"],["ACTIVE","Active"],["NAME","Name"],["NEW","Newest"]],Na=[["FOLLOWERS","Followers"],["NEW","Newest"]];function is({route:e}){O(),$("Tribes");let t=ie(e,"order",["FOLLOWERS","ACTIVE","NAME","NEW"]),n=D(e.visit,Qo,{order:t},o=>o.tribes);return r(as,{title:"Tribes",tabs:r(re,{label:"Order",words:$a,chosen:t,href:o=>f("tribes","",{order:o})}),it:n,children:[r("p",{children:r("a",{class:"chip",href:f("tribes","new"),children:"Found a tribe"})}),r("ol",{class:"list",children:n.answers.flatMap(({tribes:o})=>F(o)).map(W).map(o=>r("li",{children:r(Dt,{name:v(o),face:r(z,{name:v(o),square:!0}),of:r(me,{tribe:o}),facts:[k(o.followerCount,"follower"),k(o.articleCount,"article"),t==="NEW"?o.createdAt&&`founded ${Mt(o.createdAt)}`:o.activeAt&&`active ${Mt(o.activeAt)}`].filter(Boolean).join(" \xB7 "),children:r(ye,{of:o,name:v(o),follow:()=>Pe(o)})})},o.id))}),n.first?.tribes?.edges.length===0&&r(U,{children:"Nobody has founded a tribe yet."})]})}function ss({route:e}){O(),$("People");let t=q(Xe),n=ie(e,"order",["FOLLOWERS","NEW"]),o=D(e.visit,Ko,{order:n},i=>i.users);return r(as,{title:"People",tabs:r(re,{label:"Order",words:Na,chosen:n,href:i=>f("people","",{order:i})}),it:o,children:[r("ol",{class:"list",children:o.answers.flatMap(({users:i})=>F(i)).map(W).map(i=>r("li",{children:r(Dt,{name:v(i),face:r(ue,{of:i}),of:r(le,{user:i}),facts:`${k(i.followerCount,"follower")} \xB7 ${k(i.articleCount,"article")}`,children:i.id!==t&&r(ye,{of:i,name:v(i),follow:()=>Zt(i)})})},i.id))}),o.first?.users?.edges.length===0&&r(U,{children:"Nobody has a name yet."})]})}function as({title:e,tabs:t,it:n,children:o}){return r("div",{class:"narrow",children:[r("header",{class:"page-head",children:[r("h1",{children:e}),t]}),n.first!==void 0&&o,r(we,{more:n.more,busy:n.busy}),!n.first&&n.busy&&r(L,{}),n.failure&&r(N,{failure:n.failure,again:n.again})]})}function ls({route:e}){O();let t=ie(e,"order",["NEW","HOT","TOP"]),n=zn(e),o=D(e.visit,Ho,{slug:e.of,order:t,window:n},d=>d.tribe?.feed),i=o.first?.tribe,s=i&&W(i);$(s?v(s):void 0);let a=He(o.answers.map(d=>d.tribe?.feed));pt(a);let u=o.answers.flatMap(d=>d.tribe?.feed?.edges??[]),p=new Map(u.map(({node:d,repost:g})=>[d.id,g])),c=({id:d})=>{let g=p.get(d),[m]=F(g?.users);return!g||!m?null:r(A,{children:["Reposted by ",r(le,{user:m}),g.userCount>1&&` and ${k(g.userCount-1,"other")}`]})};return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[s&&r("header",{class:"profile panel",children:[r(z,{name:v(s),square:!0}),r("div",{class:"profile-words",children:[r("h1",{children:v(s)}),s.description&&r(Ne,{html:s.description}),r("p",{class:"facts",children:[r("span",{children:k(s.followerCount,"follower")}),r("span",{children:k(s.articleCount,"article")}),r("a",{href:f("t",e.of,{},"leaderboard"),children:"Leaderboard"})]})]}),r("div",{class:"profile-deeds",children:[r(ye,{of:s,name:v(s),follow:()=>Pe(s)}),r(Le,{label:`More about ${v(s)}`,deeds:[{words:"Write an article here",does:f("write","",{tribe:e.of})},s.viewerCanEdit&&{words:"Describe the tribe",does:f("t",e.of,{},"edit")}]})]})]}),s&&r(re,{label:"Order",words:et,chosen:t,href:d=>f("t",e.of,{order:d})}),r(We,{articles:a,more:o.more,busy:o.busy,above:c}),!o.first&&o.busy&&r(L,{}),o.failure&&r(N,{failure:o.failure,again:o.again}),o.first&&!o.failure&&!s&&r(Ue,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),s?.feed&&!a.length&&r(U,{children:"Nobody has written here yet."})]}),r("aside",{class:"side-column","aria-label":"People",children:[s?.leaderboard&&r("section",{class:"panel",children:[r("h2",{children:r("a",{href:f("t",e.of,{window:n},"leaderboard"),children:"Leaderboard"})}),r(re,{label:"Articles of which time",words:Yn,chosen:n,href:d=>f("t",e.of,{order:t,window:d})}),r(Xn,{ranks:s.leaderboard.edges}),!s.leaderboard.edges.length&&r("p",{class:"quiet-words",children:"Nobody was bumped in this time."}),r(Jn,{standing:s.viewerStanding,shown:s.leaderboard.edges.length})]}),F(s?.followers).length>0&&r("section",{class:"panel",children:[r("h2",{children:"Latest followers"}),r("ul",{class:"rows",children:F(s?.followers).map(d=>r("li",{children:[r(ue,{of:d}),r("span",{class:"row-name",children:r(le,{user:d})})]},d.id))})]})]})]})}function us({route:e}){O();let t=ie(e,"order",["NEW","HOT","TOP"]),n=D(e.visit,Vo,{handle:e.of,order:t},p=>p.user?.feed),o=n.first?.user,i=o&&W(o);$(i?v(i):void 0);let s=i?.id===n.first?.viewer?.user?.id,a=He(n.answers.map(p=>p.user?.feed));pt(a);let u=async()=>{let p=i&&await $e(`Report ${v(i)}`,"Those who moderate will look at what they wrote.","Report");i&&p&&await _i(i.id,p)};return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[i&&r("header",{class:"profile panel",children:[r(z,{name:v(i),picture:i.avatarUrl}),r("div",{class:"profile-words",children:[r("h1",{children:v(i)}),i.handle&&r("p",{class:"quiet-words",children:["@",i.handle]}),i.bio&&r(Ne,{html:i.bio}),r("p",{class:"facts",children:[r("span",{children:k(i.followerCount,"follower")}),r("span",{children:k(i.articleCount,"article")}),r("span",{children:[k(i.bumpsReceived,"bump")," received"]})]})]}),r("div",{class:"profile-deeds",children:[s?r("a",{class:"chip",href:f("me"),children:"Edit your profile"}):r(ye,{of:i,name:v(i),follow:()=>Zt(i)}),!s&&n.first?.viewer&&r(Le,{label:`More about ${v(i)}`,deeds:[{words:i.viewerIsMuting?"Mute no more":"Mute",does:async()=>{await ki(i),await n.refresh()}},{words:i.viewerIsBlocking?"Block no more":"Block",does:async()=>{await Pi(i),await n.refresh()}},{words:"Report",does:u}]})]})]}),i&&r(re,{label:"Order",words:et,chosen:t,href:p=>f("u",e.of,{order:p})}),r(We,{articles:a,more:n.more,busy:n.busy}),!n.first&&n.busy&&r(L,{}),n.failure&&r(N,{failure:n.failure,again:n.again}),n.first&&!n.failure&&!i&&r(Ue,{children:["There is nobody called \u201C",e.of,"\u201D."]}),i?.feed&&!a.length&&r(U,{children:[v(i)," has written nothing yet."]})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(dt,{title:"Follows",tribes:F(i?.followedTribes)})})]})}function Qe(e,t,n,o){let[i,s]=R(()=>Rt(e)??mt(t)),[a,u]=R(()=>Rt(e)!==null),[p,c]=R([]),[d,g]=R(!1),m=be(null);I(()=>{if(!p.length)return;m.current?.querySelector("[aria-invalid=true], [role=alert]")?.focus()},[p]);let l=({field:y,path:w})=>(w??(y?[y]:[])).join("."),h=y=>y in i.values,C=y=>{let w={...i,values:{...i.values,...y}};s(w),sn(e,w),c(p.filter(E=>!(l(E)in y)))},_=async y=>{if(y.preventDefault(),m.current=y.currentTarget,d)return;g(!0);let w=await n(i.values,i.key);g(!1),c(w.wrong),w.done&&(gt(e),o(w.payload,i.values))};return{values:i.values,set:C,wrong:y=>p.filter(w=>l(w)===y).map(({message:w})=>w).join(" "),rest:p.filter(y=>!h(l(y))).map(({message:y})=>y).join(" "),busy:d,resumed:a,restart:()=>{gt(e),s(mt(t)),u(!1),c([])},submit:y=>{_(y)}}}function Ke({of:e,button:t,children:n,cancel:o}){return r("form",{class:"form panel",onSubmit:e.submit,noValidate:!0,children:[e.resumed&&r("p",{class:"resumed",children:["This goes on with what you wrote before."," ",r("button",{type:"button",class:"quiet",onClick:e.restart,children:"Begin anew"})]}),n,e.rest&&r("p",{class:"fault",role:"alert",tabIndex:-1,children:e.rest}),r("div",{class:"writing-foot",children:[o&&r("a",{class:"chip",href:o,children:"Cancel"}),r("button",{class:"primary","aria-disabled":e.busy,children:e.busy?"One moment\u2026":t})]})]})}function se({of:e,name:t,label:n,most:o,hint:i,rows:s=1,optional:a=!1,type:u="text"}){let p=`field-${t}`,c=e.values[t]??"",d=e.wrong(t),g=[i&&`${p}-hint`,d&&`${p}-wrong`].filter(Boolean).join(" "),m={id:p,name:t,value:c,maxLength:o,required:!a,"aria-invalid":d?!0:void 0,"aria-describedby":g||void 0,onInput:l=>e.set({[t]:l.currentTarget.value})};return r("div",{class:"field",children:[r("label",{for:p,children:[n," ",a&&r("small",{children:"(may be empty)"})]}),s>1?r("textarea",{...m,rows:s}):r("input",{...m,...u==="url"?{type:u}:{type:u},autocomplete:"off"}),d&&r("p",{class:"fault",id:`${p}-wrong`,children:d}),i&&r("p",{class:"quiet-words",id:`${p}-hint`,children:i}),c.length>o*.8&&r("p",{class:"quiet-words",children:[c.length.toLocaleString("en")," of ",o.toLocaleString("en")," characters"]})]})}var Ha=["0","1","2","3","4","5","6","7","8","9","A","B","C","D","E","F","G","H","I","J","K","L","M","N","O","P","Q","R","S","T","U","V","W","X","Y","Z","a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q","r","s","t","u","v","w","x","y","z","#","$","%","*","+",",","-",".",":",";","=","?","@","[","]","^","_","{","|","}","~"];var Ft=(e,t)=>{var n="";for(let o=1;o<=t;o++){let i=Math.floor(e)/Math.pow(83,t-o)%83;n+=Ha[Math.floor(i)]}return n},er=e=>{let t=e/255;return t<=.04045?t/12.92:Math.pow((t+.055)/1.055,2.4)},tr=e=>{let t=Math.max(0,Math.min(1,e));return t<=.0031308?Math.trunc(t*12.92*255+.5):Math.trunc((1.055*Math.pow(t,.4166666666666667)-.055)*255+.5)},Wa=e=>e<0?-1:1,nr=(e,t)=>Wa(e)*Math.pow(Math.abs(e),t),ds=class extends Error{constructor(e){super(e),this.name="ValidationError",this.message=e}};var cs=4,Va=(e,t,n,o)=>{let i=0,s=0,a=0,u=t*cs;for(let c=0;c<t;c++){let d=cs*c;for(let g=0;g<n;g++){let m=d+g*u,l=o(c,g);i+=l*er(e[m]),s+=l*er(e[m+1]),a+=l*er(e[m+2])}}let p=1/(t*n);return[i*p,s*p,a*p]},La=e=>{let t=tr(e[0]),n=tr(e[1]),o=tr(e[2]);return(t<<16)+(n<<8)+o},Ba=(e,t)=>{let n=Math.floor(Math.max(0,Math.min(18,Math.floor(nr(e[0]/t,.5)*9+9.5)))),o=Math.floor(Math.max(0,Math.min(18,Math.floor(nr(e[1]/t,.5)*9+9.5)))),i=Math.floor(Math.max(0,Math.min(18,Math.floor(nr(e[2]/t,.5)*9+9.5))));return n*19*19+o*19+i},qa=(e,t,n,o,i)=>{if(o<1||o>9||i<1||i>9)throw new ds("BlurHash must have between 1 and 9 components");if(t*n*4!==e.length)throw new ds("Width and height must match the pixels array");let s=[];for(let g=0;g<i;g++)for(let m=0;m<o;m++){let l=m==0&&g==0?1:2,h=Va(e,t,n,(C,_)=>l*Math.cos(Math.PI*m*C/t)*Math.cos(Math.PI*g*_/n));s.push(h)}let a=s[0],u=s.slice(1),p="",c=o-1+(i-1)*9;p+=Ft(c,1);let d;if(u.length>0){let g=Math.max(...u.map(l=>Math.max(...l))),m=Math.floor(Math.max(0,Math.min(82,Math.floor(g*166-.5))));d=(m+1)/166,p+=Ft(m,1)}else d=1,p+=Ft(0,1);return p+=Ft(La(a),4),u.forEach(g=>{p+=Ft(Ba(g,d),2)}),p},ps=qa;var ms="image/jpeg,image/png,image/gif,image/webp,image/avif,video/mp4,video/webm",Qa=32;async function gs(e,t){let[n,{payload:o,wrong:i}]=await Promise.all([Ga(e),B(ii,{input:{type:e.type,size:e.size}})]);if(i.length)throw new Error(st(i));let s=o?.upload;if(!s)throw new Error("Nothing can be uploaded now. Try again later.");return await Ka(e,s,t),{url:s.mediaUrl,alt:"",type:e.type,...n}}function Ka(e,t,n){let o=new XMLHttpRequest;return new Promise((i,s)=>{o.open(t.method,t.url);for(let{name:a,value:u}of t.headers)o.setRequestHeader(a,u);o.upload.onprogress=({loaded:a,total:u})=>n(u?a/u:0),o.onload=()=>o.status<300?i():s(new Error(ja(o.responseText))),o.onerror=()=>s(new Error("The file did not get through. Try again.")),o.send(e)})}function ja(e){try{let[{message:t}]=JSON.parse(e).errors;return`It was not taken: ${t}.`}catch{return"It was not taken. Try again."}}async function Ga(e){let t={width:null,height:null,blurHash:null};if(!e.type.startsWith("image/"))return t;let n=await createImageBitmap(e).catch(()=>null);if(!n)return t;let{width:o,height:i}=n,s=Qa/Math.max(o,i),[a,u]=[Math.max(1,Math.round(o*s)),Math.max(1,Math.round(i*s))],p=document.createElement("canvas");[p.width,p.height]=[a,u];let c=p.getContext("2d");return c?(c.drawImage(n,0,0,a,u),n.close(),{width:o,height:i,blurHash:ps(c.getImageData(0,0,a,u).data,a,u,4,3)}):{...t,width:o,height:i}}var rr=20,ir=new Map;function sr(e){for(let{url:t,alt:n,...o}of e)o.type&&ir.set(t,o);return Object.fromEntries(e.flatMap(({url:t,alt:n},o)=>[[`media.${o}.url`,t],[`media.${o}.alt`,n]]))}function un(e){return or(e).map(t=>{let n=(e[`media.${t}.url`]??"").trim();return{...ir.get(n),url:n,alt:(e[`media.${t}.alt`]??"").trim()}})}function fs({of:e}){let t=or(e.values),[n,o]=R([]),i=be(e);i.current=e;let s=async p=>{let c=rr-t.length,d=p.slice(0,c).map(m=>({file:m,told:{name:m.name,share:0,wrong:""}})),g=()=>o(m=>[...m]);o(m=>[...m.filter(({wrong:l})=>!l),...d.map(({told:l})=>l)]);for(let{file:m,told:l}of d)try{let h=await gs(m,_=>{l.share=_,g()});ir.set(h.url,h);let C=or(i.current.values).length;i.current.set({[`media.${C}.url`]:h.url,[`media.${C}.alt`]:""}),o(_=>_.filter(y=>y!==l))}catch(h){l.wrong=h.message,g()}},a=t.length,u=p=>{let c=un(e.values).filter((g,m)=>m!==p),d=Object.fromEntries(t.flatMap(g=>[[`media.${g}.url`,ln],[`media.${g}.alt`,ln]]));e.set({...d,...sr(c)})};return r("fieldset",{class:"pictures",children:[r("legend",{children:"Pictures"}),t.map(p=>{let c=e.values[`media.${p}.url`]??"";return r("div",{class:"picture-row",children:[r("div",{class:"picture-shown",children:Ut(c)&&r(at,{of:{url:c,alt:""},thumb:!0},c)}),r("div",{class:"picture-words",children:[r(se,{of:e,name:`media.${p}.url`,label:"Address",type:"url",most:2008,hint:"It begins with https://, or is of a file that you uploaded."}),r(se,{of:e,name:`media.${p}.alt`,label:"What is seen there",most:300,optional:!0,hint:"For who cannot see it."})]}),r("button",{type:"button",class:"quiet",onClick:()=>u(p),"aria-label":`Remove picture ${p+1}`,children:"Remove"})]},p)}),n.map(({name:p,share:c,wrong:d})=>r("p",{class:"going",role:d?"alert":"status",children:[p,": ",d||r("progress",{value:c,max:1,"aria-label":`How much of ${p} is uploaded`})]},p)),a<rr&&r("label",{class:"button upload",children:["Upload pictures",r("input",{type:"file",accept:ms,multiple:!0,onChange:({currentTarget:p})=>{s([...p.files??[]]),p.value=""}})]}),a<rr&&r("button",{type:"button",onClick:()=>e.set({[`media.${a}.url`]:"",[`media.${a}.alt`]:""}),children:"Add a picture"}),e.wrong("media")&&r("p",{class:"fault",children:e.wrong("media")})]})}var ln="\0";function or(e){let t=[];for(let n=0;(e[`media.${n}.url`]??ln)!==ln;n++)t.push(n);return t}var Ya=[["ARTICLE","Words"],["IMAGE","Pictures"],["VIDEO","A film"]],hs=r(A,{children:["An empty line begins a paragraph. ",r("code",{children:"## "}),"is a heading, ",r("code",{children:"- "}),"a list, ",r("code",{children:"**strong**"}),", ",r("code",{children:"[words](https://\u2026)"})," a link."]});function bs({route:e}){$("Write");let t=D(e.visit,jo,{});return r("div",{class:"narrow",children:[r("h1",{children:"Write an article"}),t.first?.viewer&&r(za,{route:e,choices:t.first}),t.first&&!t.first.viewer&&r(U,{children:"Choose who you are first, at the top of the page."}),!t.first&&t.busy&&r(L,{rows:2}),t.failure&&r(N,{failure:t.failure,again:t.again})]})}function za({route:e,choices:t}){let n=F(t.viewer?.user?.followedTribes),o=new Set(n.map(({id:c})=>c)),i=F(t.tribes).filter(({id:c})=>!o.has(c)),a={tribeId:[...n,...i].find(({slug:c})=>c===e.query.get("tribe"))?.id??"",kind:"ARTICLE",title:"",excerpt:"",body:""},u=Qe("article",a,({tribeId:c="",kind:d,title:g="",excerpt:m="",body:l="",...h},C)=>{if(!c)return Promise.resolve({done:!1,payload:null,wrong:[{field:"tribeId",path:null,message:"Choose a tribe.",code:"INVALID"}]});let _={tribeId:c,kind:d,title:g.trim(),excerpt:m.trim(),body:ve(l),media:un(h),idempotencyKey:C};return B(Jo,{input:_})},c=>{Y(),ne("It is published."),Z(c?.article?f("a",c.article.id):f("all"))}),p=u.wrong("tribeId");return r(Ke,{of:u,button:"Publish",children:[r("div",{class:"field",children:[r("label",{for:"tribe",children:"Tribe"}),r("select",{id:"tribe",value:u.values.tribeId,"aria-invalid":p?!0:void 0,"aria-describedby":p?"tribe-wrong":void 0,onChange:c=>u.set({tribeId:c.currentTarget.value}),children:[r("option",{value:"",children:"Choose one"}),n.length>0&&r("optgroup",{label:"You follow",children:n.map(c=>r("option",{value:c.id,children:v(c)},c.id))}),r("optgroup",{label:"Others",children:i.map(c=>r("option",{value:c.id,children:v(c)},c.id))})]}),p&&r("p",{class:"fault",id:"tribe-wrong",children:p})]}),r("fieldset",{class:"choices row",children:[r("legend",{children:"It is mainly"}),Ya.map(([c,d])=>r("label",{children:[r("input",{type:"radio",name:"kind",value:c,checked:u.values.kind===c,onChange:()=>u.set({kind:c})}),d]},c))]}),r(ys,{of:u,bodyHint:hs})]})}function ys({of:e,bodyHint:t}){return r(A,{children:[r(se,{of:e,name:"title",label:"Title",most:300}),r(se,{of:e,name:"excerpt",label:"In short",most:1e3,rows:2,optional:!0,hint:"What lists show below the title."}),r(se,{of:e,name:"body",label:"Text",most:5e4,rows:12,optional:!0,hint:t}),r(fs,{of:e})]})}function ws({route:e}){$("Edit");let t=D(e.visit,Go,{id:e.of}),n=t.first?.article;return r("div",{class:"narrow",children:[r("h1",{children:"Edit your article"}),n?.viewerCanEdit&&r(Xa,{article:n},n.id),t.first&&!t.failure&&!n&&r(U,{children:"This article is not here, or no more."}),n&&!n.viewerCanEdit&&r(U,{children:"Only who wrote it changes it."}),!t.first&&t.busy&&r(L,{rows:2}),t.failure&&r(N,{failure:t.failure,again:t.again})]})}function Xa({article:e}){let t=Be(e.body),{title:n,excerpt:o,media:i}=e,s={title:n,excerpt:o,body:t?Me(e.body):e.body,...sr(i)},a=Qe(`article ${e.id}`,s,({title:u="",excerpt:p="",body:c="",...d},g)=>B(Zo,{input:{articleId:e.id,title:u.trim(),excerpt:p.trim(),body:t?ve(c):c,media:un(d),idempotencyKey:g}}),()=>{Y(),ne("It is saved."),Z(f("a",e.id))});return r(Ke,{of:a,button:"Save",cancel:f("a",e.id),children:r(ys,{of:a,bodyHint:t?hs:"This text is HTML."})})}function vs({route:e}){$("Your profile");let t=D(e.visit,zo,{}),n=t.first?.viewer?.user;return r("div",{class:"narrow",children:[r("h1",{children:"Your profile"}),n&&r(Ja,{user:n},n.id),t.first&&!n&&!t.failure&&r(U,{children:"Choose who you are first, at the top of the page."}),!t.first&&t.busy&&r(L,{rows:1}),t.failure&&r(N,{failure:t.failure,again:t.again})]})}function Ja({user:e}){let t=e.bio??"",n=Be(t),o={name:e.name??"",handle:e.handle??"",avatarUrl:e.avatarUrl??"",bio:n?Me(t):t},i=Qe("profile",o,(s,a)=>{let p=Object.entries(s).filter(([c,d])=>d!==o[c]).map(([c,d])=>[c,d.trim()?c==="bio"&&n?ve(d):d.trim():null]);return B(zt,{input:{...Object.fromEntries(p),idempotencyKey:a}})},s=>{Y(),ne("It is saved."),Z(s?.user?.handle?f("u",s.user.handle):f(""))});return r(Ke,{of:i,button:"Save",cancel:e.handle?f("u",e.handle):f(""),children:[r(se,{of:i,name:"name",label:"Name",most:100,hint:"What others call you."}),r(se,{of:i,name:"handle",label:"Handle",most:128,hint:"Yours alone, without spaces. It is the address of your profile."}),r(se,{of:i,name:"avatarUrl",label:"Picture",type:"url",most:2008,optional:!0,hint:"The address of a picture of you. It begins with https://."}),r(se,{of:i,name:"bio",label:"About you",most:1e4,rows:5,optional:!0,...!n&&{hint:"This text is HTML."}})]})}function _s(){$("Found a tribe");let t=Qe("tribe",{name:"",slug:"",description:""},({name:n="",slug:o="",description:i=""},s)=>B(Mn,{input:{name:n.trim()||null,slug:o.trim()||Je(n)||null,description:ve(i),idempotencyKey:s}}),n=>{Y(),ne("It is founded, and yours."),Z(n?.tribe?.slug?f("t",n.tribe.slug):f("tribes"))});return r("div",{class:"narrow",children:[r("h1",{children:"Found a tribe"}),r(Ke,{of:t,button:"Found it",cancel:f("tribes"),children:r(xs,{of:t,asText:!0})})]})}function xs({of:e,asText:t}){return r(A,{children:[r(se,{of:e,name:"name",label:"Name",most:100}),r(se,{of:e,name:"slug",label:"Address",most:128,optional:!0,hint:`What stands in its address: /t/${e.values.slug||Je(e.values.name??"")||"\u2026"}`}),r(se,{of:e,name:"description",label:"What it is about",most:1e4,rows:5,optional:!0,...!t&&{hint:"This text is HTML."}})]})}function Cs({route:e}){$("Describe the tribe");let t=D(e.visit,Yo,{slug:e.of}),n=t.first?.tribe;return r("div",{class:"narrow",children:[r("h1",{children:n?`Describe ${v(n)}`:"Describe a tribe"}),n?.viewerCanEdit&&r(Za,{tribe:n},n.id),n&&!n.viewerCanEdit&&r(U,{children:"Those who own the tribe describe it."}),t.first&&!t.failure&&!n&&r(U,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),!t.first&&t.busy&&r(L,{rows:1}),t.failure&&r(N,{failure:t.failure,again:t.again})]})}function Za({tribe:e}){let t=e.description??"",n=Be(t),o={name:e.name??"",slug:e.slug??"",description:n?Me(t):t},i=Qe(`tribe ${e.id}`,o,(s,a)=>{let p=Object.entries(s).filter(([c,d])=>d!==o[c]).map(([c,d])=>[c,c==="description"&&n?ve(d):d.trim()||null]);return B(Mn,{input:{tribeId:e.id,...Object.fromEntries(p),idempotencyKey:a}})},s=>{Y(),ne("It is saved."),Z(f("t",s?.tribe?.slug??e.slug??""))});return r(Ke,{of:i,button:"Save",cancel:f("t",e.slug??""),children:r(xs,{of:i,asText:n})})}var ar={"":ts,all:ns,tribes:is,"tribes/new":_s,people:ss,inbox:Qi,saved:rs,search:Ji,write:bs,me:vs,"a/*":Li,"a/*/edit":ws,"t/*":ls,"t/*/leaderboard":Bi,"t/*/edit":Cs,"u/*":us};function el({page:e,of:t,part:n}){return t?ar[[e,t,n].filter(Boolean).join("/")]??ar[[e,"*",n].filter(Boolean).join("/")]:ar[e]}function tl(){let[e,t]=R(On),n=q(vt);I(()=>{let i=()=>{Es.set(e.visit,scrollY),t(On())};return addEventListener("popstate",i),addEventListener("click",$n),()=>{removeEventListener("popstate",i),removeEventListener("click",$n)}},[e]),I(()=>{let i=Es.get(e.visit);scrollTo(0,i??0),i===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let o=el(e);return r(A,{children:[r("a",{class:"skip",href:"#main",onClick:i=>{i.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),r(Zi,{route:e,me:n}),r(Or,{}),r("main",{id:"main",tabIndex:-1,"data-visit":e.visit,children:o?r(o,{route:e},`${n} ${e.visit}`):r(Ue,{children:"There is no such page."})}),r("footer",{class:"bottom",children:[r("a",{href:"/graphql",children:"GraphiQL, for queries of your own"}),r("button",{class:"quiet",onClick:()=>qe.set(!0),children:["Keys: press ",r("kbd",{children:"?"})]})]}),r(Hr,{}),r(es,{}),r(Ti,{})]})}var Es=new Map;history.scrollRestoration="manual";Yi();vt.watch(()=>{ro(),Y()});var lr=await jr();xr(r(tl,{}),document.body);lr&&en(lr.name,Je(lr.handle));
