var M,Xn,Zi,Me,Zt,Rt,Jn,At,Zn,tn,en,es,pt=Symbol.for("pv"),Dt={},Ft=[],ts=/^m(i|n|o|s|text|space)$/,nn=Array.isArray,er=Ft.slice,je=Object.assign;function Ke(e){e&&e.parentNode&&e.remove()}function Ut(e,t,n,o,i){var s={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:pt,__v:i||++Xn,__i:-1,__u:0};return!i&&M.vnode&&M.vnode(s),s}function A(e){return e.children}function Mt(e,t){this.props=e,this.context=t,this.__g=0}function Ie(e,t){if(t==null)return e.__&&Ie(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:Ie(e)}function ns(e){var t,n=e.__v,o=n.__e,i=[],s=[],a=e.__P;a&&((t=je({constructor:pt},n)).__v=n.__v+1,M.vnode&&M.vnode(t),rn(a,t,n,e.__n,a.namespaceURI,32&n.__u?[o]:null,i,o||Ie(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,sr(i,t,s),n.__=n.__e=null,t.__e!=o&&tr(t))}function tr(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),tr(e)}function Yn(e){(8&e.__g||(e.__g|=8,Me.push(e),Rt++))&&Zt==M.debounceRendering||((Zt=M.debounceRendering)||queueMicrotask)(nr)}function nr(){try{for(var e,t=1;Me.length;)Me.length>t&&Me.sort(Jn),e=Me.shift(),t=Me.length,8&e.__g&&ns(e)}finally{(Rt=Me.length)&&(Zt||queueMicrotask)(nr)}}function rr(e,t,n,o,i,s,a,u,p,c,d){var g,m,l,h,C,_,y=o.__k||Ft,w=t.length;for(p=rs(n,t,y,p,w),g=0;g<w;g++)(l=n.__k[g])!=null&&(m=~l.__i&&y[l.__i]||Dt,l.__i=g,_=rn(e,l,m,i,s,a,u,p,c,d),h=l.__e,(m.ref!=l.ref||8&m.__u)&&(m.ref&&on(m.ref,null,l,m),l.ref&&d.push(l.ref,l.__c||h,l)),C=C||h,4&l.__u?(p=or(l,p,e,!m.__v),m.__e&&(m.__e=null)):typeof l.type=="function"&&_!==void 0?p=_:h&&(p=h.nextSibling),l.__u&=-21);return n.__e=C,p}function rs(e,t,n,o,i){var s,a,u,p,c,d,g,m,l,h=n.length,C=h,_=0,y=0,w=e.__k=Array(i);for(s=0;s<i;s++)(a=t[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=w[s]=Ut(null,a):nn(a)?a=w[s]=Ut(A,{children:a}):a.constructor===pt&&a.__b?a=w[s]=Ut(a.type,a.props,a.key,a.ref,a.__v):w[s]=a,p=s+_,a.__=e,a.__b=e.__b+1,u=null,~(c=a.__i=os(a,n,p,C))&&(C--,(u=n[c])&&(u.__u|=2)),u&&u.__v?(a.__u|=16,c==p-1?_--:c==p+1?_++:c!=p&&(c>p?_--:_++,y=1)):(~c||(i>h?_--:i<h&&_++),typeof a.type!="function"&&(a.__u|=4))):w[s]=null;if(y){for(d=[],g=[],s=0;s<i;s++)if((a=w[s])&&16&a.__u){for(_=0,m=d.length;_<m;)d[l=_+m>>1]<a.__i?_=l+1:m=l;d[_]=a.__i,g[s]=_+1}for(_=d.length;s--;)g[s]&&(g[s]==_?_--:w[s].__u|=4)}if(C)for(s=0;s<h;s++)!(u=n[s])||2&u.__u||(u.__e==o&&(o=Ie(u)),sn(u,u));return o}function or(e,t,n,o){var i,s,a,u;if(typeof e.type=="function"){if(e.props.__P)return t;if(i=e.__k)for(s=0;s<i.length;s++)i[s]&&(i[s].__=e,t=or(i[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=Ie(e))&&!t.parentNode&&(t=null),a=e.__e,u=t;u&&u.nodeType==8;)u=u.nextSibling;for(a!=u&&(!o&&n.moveBefore&&a.parentNode?n.moveBefore(a,t):n.insertBefore(a,t||null)),t=a;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function os(e,t,n,o){var i,s=e.key,a=e.type,u=t[n],p=u&&!(2&u.__u);if(u===null&&s==null||p&&s==u.key&&a==u.type)return n;if(o>(p?1:0)){for(i=n-1;i>=0;i--)if((u=t[i])&&!(2&u.__u)&&s==u.key&&a==u.type)return i;for(i=n+1;i<t.length;i++)if((u=t[i])&&!(2&u.__u)&&s==u.key&&a==u.type)return i}return-1}function zn(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function St(e,t,n,o,i){var s,a;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||zn(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||zn(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(a=en[t]||(en[t]=is(t)),(e.__a||(e.__a={}))[t]=tn,s=t!=(t=t.replace(Zn,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,a,s):e.removeEventListener(t,a,s));else{if(i=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function is(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[At]==null)t[At]=tn++;else if(t[At]<this.__a[e])return;return n(M.event?M.event(t):t)}}}function rn(e,t,n,o,i,s,a,u,p,c){var d,g,m,l,h,C,_,y,w,E,H,ve,_e,Ue,de,Qe,xe,Ce,ge=t.type;if(t.constructor!==pt)return null;128&n.__u&&(p=32&n.__u,d=n.__c.__z)&&(t.__u|=p,g=s=[],d.nodeType==8?u=It(d,s):s.push(d),u=s[0]||u),(d=M.__b)&&d(t);e:if(typeof ge=="function"){m=a.length;try{if(y=t.props,w=(d=ge.prototype)&&d.render,E=(d=ge.contextType)&&o[d.__c],H=d?E?E.props.value:d.__:o,(l=n.__c)?(t.__c=l,2&l.__g&&(l.__g|=1)):(w?t.__c=l=new ge(y,H):(t.__c=l=new Mt(y,H),l.constructor=ge,l.render=as),E&&E.sub(l),l.state||(l.state={}),l.__n=o,l.__g|=8,l.__h=[],l.__k=[]),w&&(l.__s||(l.__s=l.state),ge.getDerivedStateFromProps&&(l.__s==l.state&&(l.__s=je({},l.__s)),je(l.__s,ge.getDerivedStateFromProps(y,l.__s)))),h=l.props,C=l.state,l.__v=t,n.__c){if(y!==h&&w&&!ge.getDerivedStateFromProps&&l.componentWillReceiveProps&&l.componentWillReceiveProps(y,H),t.__v==n.__v&&!(8&l.__g)||!(4&l.__g)&&l.shouldComponentUpdate&&l.shouldComponentUpdate(y,l.__s,H)===!1){t.__v!=n.__v&&(l.props=y,l.state=l.__s,l.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(ie){ie&&(ie.__=t)}),Ft.push.apply(l.__h,l.__k),l.__k=[],l.__h.length&&a.push(l),u=Ie(n);break e}l.componentWillUpdate&&l.componentWillUpdate(y,l.__s,H),w&&l.componentDidUpdate&&l.__h.push(function(){l.componentDidUpdate(h,C,_)})}else w&&!ge.getDerivedStateFromProps&&l.componentWillMount&&l.componentWillMount(),w&&l.componentDidMount&&l.__h.push(l.componentDidMount);l.context=H,l.props=y,l.__P=e,l.__g&=-5,ve=M.__r,_e=w?25:0;do l.__g&=-9,ve&&ve(t),d=l.render(l.props,l.state=l.__s,l.context);while(8&l.__g&&++_e<25);w&&(Ft.push.apply(l.__h,l.__k),l.__k=[]),l.state=l.__s,l.getChildContext&&(o=je({},o,l.getChildContext())),w&&n.__c&&l.getSnapshotBeforeUpdate&&(_=l.getSnapshotBeforeUpdate(h,C)),Ue=d&&d.type===A&&d.key==null?d.props.children:d,y.__P&&(d=u,i=(e=y.__P).namespaceURI,p=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(ie){ie&&sn(ie,ie)}),n.__k=null),u=n.__k?Ie(n,0):null),u=rr(e,nn(Ue)?Ue:[Ue],t,n,o,i,s,a,u,p,c),y.__P&&(t.__e=null,u=d),t.__u&=-161,g&&g.some(Ke),l.__h.length&&a.push(l),1&l.__g&&(l.__g&=-4)}catch(ie){if(a.length=m,t.__v=null,p||s)if(ie&&ie.then){if(t.__u|=128|p,s){for(~(xe=s.indexOf(u||void 0))||(xe=s.length);(Ce=s[xe-1])&&Ce.nodeType==8;)xe--;for(;xe<s.length;xe++)if(Ce=s[xe])if(s[xe]=null,de){if(Ce==Qe)break}else{if(Ce.nodeType!=8)break;Ce.data.startsWith("$s")&&(Qe=It(de=Ce))}}if(!de){for(;u&&u.nodeType==8&&u.nextSibling;)u=u.nextSibling;de=u}(d=It(de=t.__c.__z||(t.__c.__z=de)))?(t.__e=de,u=d):t.__e=u,u=u&&u.nextSibling}else s&&s.some(Ke);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),ie&&ie.then||ir(t),M.__e(ie,t,n)}}else u=t.__e=ss(n.__e,t,n,o,i,s,a,p,c,e);return(d=M.diffed)&&d(t),u}function It(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function ir(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(ir))}function sr(e,t,n){for(var o=0;o<n.length;)on(n[o++],n[o++],n[o++]);M.__c&&M.__c(t,e),e.some(function(i){try{e=i.__h,i.__h=[],e.some(function(s){s.call(i)})}catch(s){M.__e(s,i.__v)}})}function ss(e,t,n,o,i,s,a,u,p,c){var d,g,m,l,h,C,_,y,w=n.props||Dt,E=t.props,H=t.type;if(H=="svg"?i="http://www.w3.org/2000/svg":H=="math"?i="http://www.w3.org/1998/Math/MathML":i||(i="http://www.w3.org/1999/xhtml"),s){for(d=0;d<s.length;d++)if((h=s[d])&&(H?h.localName==H:h.nodeType==3)){e=h,s[d]=null;break}}if(!e){if(y=c.ownerDocument||document,!H)return y.createTextNode(E);e=y.createElementNS(i,H,E.is?E:c),u&&(M.__m&&M.__m(t,s),u=!1),s=null}if(H){if(c=H=="template"&&e.content||e,s=H=="textarea"&&E.defaultValue!=null?null:s&&er.call(c.childNodes),!u&&s)for(w={},d=0;d<e.attributes.length;d++)w[(h=e.attributes[d]).name]=h.value;for(d in w)h=w[d],d=="dangerouslySetInnerHTML"?m=h:d=="children"||d in E||d=="value"&&"defaultValue"in E||d=="checked"&&"defaultChecked"in E||St(e,d,null,h,i);for(d in E)h=E[d],d=="children"?l=h:d=="dangerouslySetInnerHTML"?g=h:d=="value"?C=h:d=="checked"?_=h:u&&typeof h!="function"||w[d]===h||St(e,d,h,w[d],i);g?(u||m&&(g.__html==m.__html||g.__html==e.innerHTML)||(e.innerHTML=g.__html),t.__k=[]):(m&&(e.textContent=""),(H=="foreignObject"||i=="http://www.w3.org/1998/Math/MathML"&&ts.test(H))&&(i="http://www.w3.org/1999/xhtml"),rr(c,nn(l)?l:[l],t,n,o,i,s,a,s?s[0]:n.__k&&Ie(n,0),u,p),s&&s.some(Ke)),u&&H!="textarea"||(d="value",H=="progress"&&C==null?e.removeAttribute(d):C==null||C===e[d]&&(H!="progress"||C)||St(e,d,C,w[d],i),d="checked",_!=null&&_!=e[d]&&St(e,d,_,w[d],i))}else w===E||u&&e.data==E||(e.data=E);return e}function on(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(i){M.__e(i,n)}}function sn(e,t,n){var o,i,s,a;if(M.unmount&&M.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||on(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(u){M.__e(u,t)}o.__P=o.__n=null}if(o=e.__k)for(a=0;a<o.length;a++)o[a]&&sn(o[a],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(i=It(o,s=[]))&&(o==e.__e&&s.some(Ke),Ke(i),Ke(o)),n||Ke(e.__e),e.__e=e.__c=e.__=null}function as(e,t,n){return this.constructor(e,n)}function ar(e,t){var n,o,i,s;M.__&&M.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=Ut(A,{children:[e]}),i=[],s=[],rn(t,t.__k,o||Dt,Dt,t.namespaceURI,o?null:t.firstChild?er.call(t.childNodes):null,i,o?o.__e:t.firstChild,n,s),sr(i,t.__k,s),t.__k.props.children=null}M={__e:function(e,t,n,o){for(var i,s,a;t=t.__;)if((i=t.__c)&&!(1&i.__g)){i.__g|=4;try{if((a=(s=i.constructor)&&s.getDerivedStateFromError)&&i.setState(s.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,o||{}),a=1),a&&8&i.__g)return void(i.__g|=2)}catch(u){e=u}}throw Rt=0,e}},Xn=0,Zi=function(e){return e!=null&&e.constructor===pt},Mt.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=je({},this.state)),typeof e=="function"&&(e=e(je({},n),this.props)),e&&(je(n,e),this.__v&&(t&&this.__k.push(t),Yn(this)))},Mt.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Yn(this))},Mt.prototype.render=A,Me=[],Rt=0,Jn=function(e,t){return e.__v.__b-t.__v.__b},At=Symbol(),Zn=/(PointerCapture)$|Capture$/i,tn=0,en={},es=0;var gt,X,an,lr,ln=Object.is,$t=0,br=[],un=[],j=M,ur=j.__b,dr=j.__r,cr=j.diffed,pr=j.__c,mr=j.unmount,gr=j.__;function cn(e,t){j.__h&&j.__h(X,e,$t||t),$t=0;var n=X.__H||(X.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function I(e){return $t=1,pn(wr,e)}function pn(e,t,n){var o=cn(gt++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):wr(void 0,t),function(s){var a=(o.__N||o.__)[0],u=o.t(a,s);ln(a,u)||(o.__N=[u,o.__[1]],o.__c.setState({}))}],o.__c=X,!X.__f)){X.__f=!0;var i=X.shouldComponentUpdate;X.shouldComponentUpdate=function(s,a,u){var p=this.__H;if(!p)return!0;var c=!1,d=this.props!=s;if(p.__.some(function(m){m.__N&&(c=!0,ln(m.__[0],m.__N[0])||(d=!0))}),i){var g=i.call(this,s,a,u);return c?g||d:g}return!c||d}}return o.__}function R(e,t){var n=cn(gt++,3);!j.__s&&yr(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,X.__H.__h.push(n))}function fe(e){return $t=5,ft(function(){return{current:e}},[])}function ft(e,t){var n=cn(gt++,7);return yr(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function ls(){var e;do{for(;e=un.shift();)try{mt(e)}catch(n){j.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=br.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(mt),t.__h.some(dn),t.__h=[]}catch(n){t.__h=[],j.__e(n,e.__v)}}}while(un.length)}j.__b=function(e){X=null,ur&&ur(e)},j.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),gr&&gr(e,t)},j.__r=function(e){dr&&dr(e),gt=0;var t=(X=e.__c).__H;t&&(an==X?X.__h=[]:(t.__h.some(mt),t.__h.some(dn),gt=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),an=X},j.diffed=function(e){cr&&cr(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&hr(br.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),an=X=null},j.__c=function(e,t){t.some(function(n){try{n.__h.some(mt),n.__h=n.__h.filter(function(o){return!o.__||dn(o)})}catch(o){n.__h=[function(){throw o}]}}),pr&&pr(e,t)},j.unmount=function(e){mr&&mr(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(i){try{if(i.__P&&i.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}i.__P=n,hr(un.push(i))}else mt(i)}catch(s){t=s}}),o.__H=void 0,t&&j.__e(t,o.__v))};var fr=typeof requestAnimationFrame=="function";function us(e){var t,n=function(){clearTimeout(o),fr&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);fr&&(t=requestAnimationFrame(n))}function hr(e){e!=1&&lr==j.requestAnimationFrame||((lr=j.requestAnimationFrame)||us)(ls)}function mt(e){var t=X,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),X=t}function dn(e){var t=X;e.__c=e.__(),X=t}function yr(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!ln(n,e[o])})}function wr(e,t){return typeof t=="function"?t(e):t}function se(e){let t=new Set;return{get:()=>e,set(n){e=n;for(let o of t)o()},watch(n){return t.add(n),()=>{t.delete(n)}}}}function G(e){let[t,n]=I(()=>e.get());return R(()=>(n(()=>e.get()),e.watch(()=>n(()=>e.get()))),[e]),t}var ds=Symbol.for("pv"),cs=0;function r(e,t,n,o,i,s){t||(t={});var a,u,p=t;if("ref"in p&&typeof e!="function")for(u in p={},t)u=="ref"?a=t[u]:p[u]=t[u];var c={type:e,props:p,key:n,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:ds,__v:--cs,__i:-1,__u:0};return(i||s)&&(c.__source=i,c.__self=s),M.vnode&&M.vnode(c),c}var vr=[1e3,2e3,4e3,8e3],Ge=se(!1),mn=!1;function ht(){Ge.get()&&Ge.set(!1)}async function Ot(){if(!mn){mn=!0;for(let e=0;!await ps();e++){Ge.get()||Ge.set(!0);let t=vr[Math.min(e,vr.length-1)]??0;await new Promise(n=>setTimeout(n,t))}mn=!1,ht()}}function _r(){let e=G(Ge);return r("div",{class:"outage",role:"status","aria-live":"polite",children:e&&r("p",{children:"The gateway does not answer. What you see is from before; it is asked again until it does."})})}async function ps(){try{return(await fetch("/healthz",{cache:"no-store",signal:AbortSignal.timeout(5e3)})).ok}catch{return!1}}var Ye=se(""),Nt=se(0);function xr(e){let{viewer:t,markNotificationsRead:n}=e,o=(t??n)?.inbox?.unreadCount;(t===null||o!==void 0)&&Nt.set(o??0),(t===null||t?.user)&&Ye.set(t?.user?.id??"")}var ms=5e3,Re=new Map,gn=se(0);function ze(e){if(Cr(e)){for(let t of Re.keys()){if(Re.size<=ms)break;Re.delete(t)}gn.set(gn.get()+1)}}function Cr(e){if(e===null||typeof e!="object")return!1;let t=!1,n=e;if(!Array.isArray(e)&&typeof n.id=="string"){let o=Re.get(n.id)??{},i=Object.entries(n).filter(([,s])=>s===null||typeof s!="object");i.some(([s,a])=>o[s]!==a)&&(Re.set(n.id,{...o,...Object.fromEntries(i)}),t=!0)}for(let o of Object.values(n))t=Cr(o)||t;return t}function W(e){return{...e,...Re.get(e.id)}}function bt(e){ze({id:e,gone:!0})}function et(e){return e.map(W).filter(t=>!("gone"in t&&t.gone))}function Er(e,t){let n=Re.get(e)??{};ze({id:e,...t});let o=Object.fromEntries(Object.keys(t).map(i=>[i,n[i]]));return()=>ze({id:e,...o})}function kr(){Re.clear()}function $(){G(gn)}var yt="",Ht={};function tt(){if(!yt)return"";let e=Object.fromEntries(Object.entries(Ht).sort());return btoa(JSON.stringify([yt,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function fn(e){let[t,n]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));t>yt&&(yt=t);for(let[o,i]of Object.entries(n))Ht[o]=Math.max(Ht[o]??0,i)}function Pr(){yt="",Ht={}}var Wt="bandstand.viewer";var Tr=["you","pat","enzo","jutta","masako","colin"],Sr=sessionStorage.getItem(Wt)??localStorage.getItem(Wt)??"you";function q(){return Sr}function Ar(e){Sr=e,sessionStorage.setItem(Wt,e),localStorage.setItem(Wt,e)}function wt(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var gs=3,fs=300,hs=1e4,Ee=class extends Error{constructor(n,o,i,s=null){super(n);this.code=o;this.retryable=i;this.data=s}code;retryable;data},hn=new Set;async function Te(e,t){if(!e.trimStart().startsWith("mutation"))return await Promise.allSettled(hn),Ur(e,t);let n=Ur(e,t);return hn.add(n),n.finally(()=>hn.delete(n))}async function Ur(e,t){for(let n=1;;n++)try{return await bs(e,t)}catch(o){if(!(o instanceof Ee)||!o.retryable||n===gs)throw o;await new Promise(i=>setTimeout(i,fs*n))}}async function bs(e,t){let n=q(),o=await ws(JSON.stringify({query:e.toString(),variables:t})),[i]=o.errors??[];if(o.data&&ys(o.data,n),i){let{code:s="INTERNAL",retryable:a=!1}=i.extensions??{};throw s==="BAD_USER_INPUT"&&i.message.includes("X-Consistency-Token")&&Pr(),new Ee(i.message,s,a,o.data??null)}return o.extensions?.consistency&&fn(o.extensions.consistency.token),o.data}function ys(e,t){for(let n of Object.values(e))n?.receipt&&fn(n.receipt.token);t===q()&&(xr(e),ze(e))}async function ws(e){let t={"Content-Type":"application/json"};q()&&(t["X-Viewer"]=q()),tt()&&(t["X-Consistency-Token"]=tt());try{let n=AbortSignal.timeout(hs),i=await(await fetch("/graphql",{method:"POST",headers:t,body:e,signal:n})).json();return ht(),i}catch{throw Ot(),new Ee("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var b=class extends String{__apiType;value;__meta__;constructor(t,n){super(t),this.value=t,this.__meta__=n}toString(){return this.value}};var Mr=new b(`
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
}`),Ir=new b(`
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
}`),Rr=new b(`
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
}`),Dr=new b(`
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
}`),Fr=new b(`
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
}`),$r=new b(`
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
}`),Or=new b(`
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
}`),Nr=new b(`
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
}`),Hr=new b(`
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
}`),Wr=new b(`
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
}`),Vr=new b(`
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
}`),Lr=new b(`
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
}`),Br=new b(`
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
}`),qr=new b(`
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
}`),Qr=new b(`
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
}`),Kr=new b(`
    subscription NotificationReceived {
  notificationReceived {
    at
    isRead
  }
}
    `),jr=new b(`
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
}`),Gr=new b(`
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
}`),Yr=new b(`
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
}`),zr=new b(`
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
}`),Xr=new b(`
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
}`),Jr=new b(`
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
}`),Zr=new b(`
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
}`),eo=new b(`
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
}`),to=new b(`
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
}`),no=new b(`
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
}`),ro=new b(`
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
}`),oo=new b(`
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
}`),io=new b(`
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
}`),so=new b(`
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
}`),ao=new b(`
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
}`),lo=new b(`
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
}`),uo=new b(`
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
}`),co=new b(`
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
}`),po=new b(`
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
}`),mo=new b(`
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
}`),go=new b(`
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
}`),fo=new b(`
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
}`),ho=new b(`
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
}`),bo=new b(`
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
}`),yo=new b(`
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
}`),wo=new b(`
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
}`),vo=new b(`
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
}`),_o=new b(`
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
}`),xo=new b(`
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
}`),Co=new b(`
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
}`),Eo=new b(`
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
}`),ko=new b(`
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
}`),Po=new b(`
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
}`),To=new b(`
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
}`),So=new b(`
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
}`),Vt=new b(`
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
}`),bn=new b(`
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
}`),Ao=new b(`
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
}`);var vs=6e3,yn=se(""),Uo=0;function he(e){clearTimeout(Uo),yn.set(e),Uo=setTimeout(()=>yn.set(""),vs)}function Mo(){let e=G(yn);return r("div",{class:"notice",role:"status","aria-live":"polite",children:e&&r("p",{children:e})})}var _s=5e3,xs=30,nt=new Map,Lt=se(0);function Y(){nt.clear(),Lt.set(Lt.get()+1)}function D(e,t,n,o=()=>null){let[,i]=pn(m=>m+1,0),s=`${e} ${JSON.stringify(n)}`,a=ft(()=>nt.get(s)??Cs(s),[s]);async function u(m){if(a.busy){a.late||=m===null;return}Object.assign(a,{busy:!0,late:!1,failure:null}),i(void 0);try{let l=await Te(t,m===null?n:{...n,after:m});a.answers=m===null?[l]:[...a.answers,l]}catch(l){a.failure=l instanceof Ee?l:new Ee(String(l),"INTERNAL",!1),a.failure.data&&!a.answers.length&&(a.answers=[a.failure.data])}a.busy=!1,i(void 0),a.late&&await u(null)}R(()=>{a.answers.length||u(null)},[s]);let p=a.answers.at(-1),c=p&&o(p)?.pageInfo,d=()=>u(a.answers.length&&a.failure&&c?c.endCursor:null),g=G(Ge);return R(()=>{if(g||!a.failure?.retryable)return;let m=setTimeout(()=>{d()},_s);return()=>clearTimeout(m)},[a.failure,g]),R(()=>{!g&&a.failure?.code==="UNREACHABLE"&&d()},[g]),{...a,first:a.answers[0],more:c?.hasNextPage?()=>u(c.endCursor):null,again:d,refresh:()=>u(null)}}function F(e){return e?.edges.map(({node:t})=>t)??[]}function Cs(e){let t={answers:[],failure:null,busy:!1,late:!1};nt.set(e,t);let[n]=nt.keys();return nt.size>xs&&n!==void 0&&nt.delete(n),t}async function B(e,t){try{let n=await Te(e,t),[o]=Object.values(n),s=(o?.userErrors??[]).filter(({code:a})=>a!=="STALE");return{done:!s.length,payload:o??null,wrong:s}}catch(n){return{done:!1,payload:null,wrong:[{field:null,path:null,message:n instanceof Ee&&n.code==="UNAUTHENTICATED"?"Choose who you are first, at the top of the page.":String(n.message),code:"INVALID"}]}}}function rt(e){return e.map(({message:t})=>t).join(" ")}function Io(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}var wn=new Set;function Bt(e){let t={input:{articleId:e.id}};return vt(e.id,Bo(e),()=>e.viewerHasBumped?J(Ir,t):J(Mr,t))}function Ro(e){let t={input:{articleId:e.id}};return Y(),vt(e.id,{viewerHasSaved:!e.viewerHasSaved},()=>e.viewerHasSaved?J(Br,t):J(Lr,t))}function Do(e){let t={input:{commentId:e.id}};return vt(e.id,Bo(e),()=>e.viewerHasBumped?J(Dr,t):J(Rr,t))}function ke(e){let t={input:{tribeId:e.id}};return Y(),vt(e.id,qo(e),()=>e.viewerIsFollowing?J($r,t):J(Fr,t))}function qt(e){let t={input:{userId:e.id}};return Y(),vt(e.id,qo(e),()=>e.viewerIsFollowing?J(Nr,t):J(Or,t))}function Fo(e,t,n,o){return J(Hr,{input:{articleId:e,parentId:t,body:n,idempotencyKey:o}})}function $o(e,t){return J(To,{input:{commentId:e,body:t}})}async function Oo(e){let t=await J(So,{input:{commentId:e}});return t&&bt(e),t}async function No(e){let t=await J(Eo,{input:{articleId:e}});return t&&bt(e),Y(),t}function Ho(e,t,n){let o={input:{articleId:e,tribeId:t}};return J(n?Po:ko,o)}async function Wo(e){await Te(Wr,{input:{articleId:e}}).catch(()=>{})}function Vo(e){return J(Vr,{input:{until:e}})}async function Lo(e,t){(await Te(oo,{}).catch(()=>{}))?.viewer?.user?.name===null&&await J(Vt,{input:{name:e,handle:t}})}function Bo(e){let t=e.viewerHasBumped?-1:1;return{viewerHasBumped:t>0,bumpCount:e.bumpCount+t}}function qo(e){let t=e.viewerIsFollowing?-1:1,n=e.followerCount===void 0?{}:{followerCount:e.followerCount+t};return{viewerIsFollowing:t>0,...n}}async function vt(e,t,n){if(wn.has(e))return!1;wn.add(e);let o=Er(e,{...t}),i=await n().finally(()=>wn.delete(e));return i||o(),i}async function J(e,t){let{done:n,wrong:o}=await B(e,t);return o.length&&he(rt(o)),n}var vn=[["SPAM","Advertising or spam"],["ABUSE","It attacks somebody"],["OFF_TOPIC","It does not belong here"],["ILLEGAL","It is against the law"],["OTHER","Something else"]];function Qo(e){return vn.find(([t])=>t===e)?.[1]??"Something else"}var _n="Thank you. Those who moderate will look at it.";async function Ko(e,t){De(await B(Gr,{input:{articleId:e,...t}}),_n)}async function jo(e,t){De(await B(Yr,{input:{commentId:e,...t}}),_n)}async function Go(e,t){De(await B(zr,{input:{userId:e,...t}}),_n)}async function Yo(e,t){let n=De(await B(Xr,{input:{articleId:e,...t}}),"It is hidden.");return Y(),n}async function zo(e){let t=De(await B(Jr,{input:{articleId:e}}),"It is shown again.");return Y(),t}async function Xo(e,t){De(await B(Zr,{input:{commentId:e,...t}}),"It is hidden.")&&bt(e)}async function Jo(e){let t={input:{userId:e.id}},n=e.viewerIsMuting?await B(to,t):await B(eo,t);De(n,e.viewerIsMuting?"You see what they write again.":"You do not see any more what they write."),Y()}async function Zo(e){let t={input:{userId:e.id}},n=e.viewerIsBlocking?await B(ro,t):await B(no,t);De(n,e.viewerIsBlocking?"They are blocked no more.":"They are blocked: they cannot answer you any more."),Y()}function De({done:e,wrong:t},n){return he(e?n:rt(t)),e}var Qt=se(null);function Kt(e,t,n){return new Promise(o=>Qt.set({title:e,words:t,button:n,reasoned:!1,answer:i=>o(i!==null)}))}function Fe(e,t,n){return new Promise(o=>Qt.set({title:e,words:t,button:n,reasoned:!0,answer:i=>o(i===!0?null:i)}))}function ei(){let e=G(Qt),t=fe(null);R(()=>{e?t.current?.showModal():t.current?.close()},[e]);let n=o=>{e?.answer(o),Qt.set(null)};return r("dialog",{ref:t,class:"panel","aria-labelledby":"question",onClose:()=>e&&n(null),children:e&&r("form",{class:"form",onSubmit:o=>{o.preventDefault();let i=new FormData(o.currentTarget);n(e.reasoned?{reason:i.get("reason"),note:String(i.get("note")).trim()}:!0)},children:[r("h2",{id:"question",children:e.title}),r("p",{children:e.words}),e.reasoned&&r(A,{children:[r("fieldset",{class:"choices",children:[r("legend",{children:"Why?"}),vn.map(([o,i],s)=>r("label",{children:[r("input",{type:"radio",name:"reason",value:o,defaultChecked:s===0}),i]},o))]}),r("label",{class:"field",children:[r("span",{children:["In your words ",r("small",{children:"(may be empty)"})]}),r("textarea",{name:"note",rows:2,maxLength:500})]})]}),r("div",{class:"writing-foot",children:[r("button",{type:"button",class:"quiet",onClick:()=>n(null),children:"Cancel"}),r("button",{class:"primary",children:e.button})]})]})})}function ot({of:e,thumb:t=!1,soon:n=!1}){let[o,i]=I(!1),s=!t&&e.width&&e.height,a={...s&&{aspectRatio:`${e.width} / ${e.height}`},...e.blurHash&&{backgroundColor:ks(e.blurHash)}};return!_t(e.url)||o?r("span",{class:t?"picture thumb":"picture missing",children:!t&&(e.alt||"This picture is not there.")}):e.type?.startsWith("video/")?t?r("span",{class:"picture thumb film",style:a}):r("span",{class:"picture",style:a,children:r("video",{src:e.url,"aria-label":e.alt,controls:!0,preload:"metadata",onError:()=>i(!0)})}):r("span",{class:t?"picture thumb":"picture",style:a,children:r("img",{src:e.url,alt:t?"":e.alt,loading:n?"eager":"lazy",decoding:"async",referrerpolicy:"no-referrer",onError:()=>i(!0),...s&&{width:e.width??0,height:e.height??0}})})}function _t(e){return/^(https:\/\/|\/(?!\/))/.test(e)||e.startsWith(`${location.origin}/`)}var Es="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";function ks(e){let t=0;for(let n of e.slice(2,6))t=t*83+Math.max(0,Es.indexOf(n));return`#${(t&16777215).toString(16).padStart(6,"0")}`}var xn=0,Ps={article:"a",tribe:"t",user:"u"};function Cn(){if(location.hash.startsWith("#/")){let[s="",...a]=location.hash.slice(2).split("/");history.replaceState(history.state,"",`/${[Ps[s]??s,...a].join("/")}`)}let[e="",t="",n=""]=location.pathname.slice(1).split("/").map(Ts),o=history.state;xn=Math.max(xn,o?.visit??0);let i=o?.visit??++xn;return o?.visit===void 0&&history.replaceState({visit:i},""),{page:e,of:t,part:n,query:new URLSearchParams(location.search),visit:i}}function f(e,t="",n={},o=""){let i=new URLSearchParams(Object.entries(n).filter(([,a])=>a)).toString();return`/${[e,t,o].filter(Boolean).map(a=>encodeURIComponent(a).replaceAll("%3D","=")).join("/")}${i&&`?${i}`}`}function Z(e){e===location.pathname+location.search?history.replaceState(null,"",e):history.pushState(null,"",e),dispatchEvent(new PopStateEvent("popstate"))}function En(e){let t=e.target.closest("a"),n=e.button||e.ctrlKey||e.metaKey||e.shiftKey||e.altKey;if(!t||n||e.defaultPrevented||t.target||t.hasAttribute("download"))return;let o=new URL(t.href);o.origin!==location.origin||o.hash||o.pathname.startsWith("/graphql")||(e.preventDefault(),Z(o.pathname+o.search))}function re(e,t,n){return n.find(o=>o===e.query.get(t))??n[0]}function Ts(e){try{return decodeURIComponent(e)}catch{return e}}var Ss=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),As=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"narrow"}),Us=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function kn(e){return Ss.format(e)}function k(e,t,n=`${t}s`){return`${kn(e)} ${e===1?t:n}`}function xt(e){let t=(Date.parse(e)-Date.now())/1e3;for(let[n,o]of Us)if(Math.abs(t)>=o)return As.format(Math.trunc(t/o),n);return"just now"}function ti(e){let t=e.split(/[\s-]+/).filter(Boolean);return(t.length>1?[t[0],t.at(-1)]:t).map(n=>[...n??""][0]).join("").toUpperCase()}function ni(e){let t=7;for(let n of e)t=(t*31+(n.codePointAt(0)??0))%3600;return t%360}function z({name:e,square:t,picture:n}){let[o,i]=I(null);return r("span",{class:t?"avatar square":"avatar",style:{"--hue":ni(e)},"aria-hidden":"true",children:n&&n!==o&&_t(n)?r("img",{src:n,alt:"",loading:"lazy",referrerpolicy:"no-referrer",onError:()=>i(n)}):ti(e)})}function le({of:e}){let t=W(e);return r(z,{name:v(t),picture:t.avatarUrl})}function O(e){R(()=>{document.title=e?`${e} \xB7 Bandstand`:"Bandstand"},[e])}function v(e){return e.name??e.handle??e.slug??(e.id===Ye.get()?"You":"Somebody new")}function ae({user:e}){$();let t=W(e);return t.handle===null?r("span",{children:v(t)}):r("a",{href:f("u",t.handle),children:v(t)})}function ce({tribe:e}){let t=W(e);return t.slug===null?r("span",{children:v(t)}):r("a",{href:f("t",t.slug),children:v(t)})}function it({at:e}){return r("time",{dateTime:e,title:new Date(e).toLocaleString(),children:xt(e)})}function Ms(){return r("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:r("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function st({of:e,what:t,bump:n}){$();let o=W(e);return r("button",{class:"bump","data-bump":!0,"aria-pressed":o.viewerHasBumped,onClick:()=>{n(o)},"aria-label":`Bump ${t}, ${k(o.bumpCount,"bump")}`,children:[r(Ms,{}),r("span",{class:"number",children:kn(o.bumpCount)})]})}var ri="";function be({of:e,name:t,follow:n}){let o=fe(null);R(()=>{e.id===ri&&document.activeElement===document.body&&o.current?.focus({preventScroll:!0})},[]);let i=()=>{ri=e.id,n()};return r("button",{class:e.viewerIsFollowing?"follow followed":"follow",ref:o,onClick:i,children:[e.viewerIsFollowing?"Following":"Follow",r("span",{class:"unseen",children:[" ",t]})]})}function at({title:e,tribes:t}){return $(),t.length?r("section",{class:"panel",children:[r("h2",{children:e}),r("ul",{class:"rows",children:et(t).map(n=>r("li",{children:[r(z,{name:v(n),square:!0}),r("span",{class:"row-name",children:[r(ce,{tribe:n}),r("small",{children:k(n.followerCount,"follower")})]}),r(be,{of:n,name:v(n),follow:()=>ke(n)})]},n.id))})]}):null}function te(e){return r("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([t,n])=>r("a",{href:e.href(t),"aria-current":t===e.chosen?"true":void 0,children:n},t))})}function $e({html:e}){return r("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function N({failure:e,again:t}){return e.code==="BAD_USER_INPUT"?r(Se,{children:["There is nothing to find here: ",e.message,"."]}):r("div",{class:"trouble panel",role:"alert",children:[r("p",{children:e.message}),e.retryable&&r("p",{class:"quiet-words",children:"It is tried again by itself."}),r("button",{onClick:t,children:"Try again"})]})}function U({children:e}){return r("div",{class:"empty panel",children:e})}function Se({children:e}){return r(U,{children:[r("h1",{children:e}),r("p",{children:r("a",{class:"chip",href:f(""),children:"Home"})})]})}var Is=3e3;function L({rows:e=12}){let[t,n]=I(!1);return R(()=>{let o=setTimeout(()=>n(!0),Is);return()=>clearTimeout(o)},[]),r("div",{class:"skeleton",role:"status","aria-label":t?void 0:"Loading",children:[t&&r("p",{class:"waiting panel",children:"Still waiting for the gateway\u2026"}),Array.from({length:e},(o,i)=>r("div",{class:"panel",children:[r("i",{}),r("i",{}),r("i",{})]},i))]})}function ye({more:e,busy:t}){return e?r("button",{class:"more",onClick:e,"aria-disabled":t,children:t?"Loading\u2026":"More"}):null}var Xe=[["NEW","New"],["HOT","Hot"],["TOP","Top"]];function Oe(e){let t=new Map;for(let n of e)for(let{node:o}of n?.edges??[])t.has(o.id)||t.set(o.id,o);return[...t.values()]}var Rs=4;function Ne({articles:e,more:t,busy:n,above:o}){return $(),r(A,{children:[r("ol",{class:"feed",children:et(e).map((i,s)=>r("li",{children:r(Tn,{article:i,soon:s<Rs,above:o?.(i)})},i.id))}),r(ye,{more:t,busy:n})]})}function Pn({article:e,children:t}){return r("div",{class:"byline",children:[r(le,{of:e.author}),r("p",{children:[r(ae,{user:e.author}),r("span",{class:"byline-place",children:[r("span",{"aria-hidden":"true",children:" \xB7 "}),r(ce,{tribe:e.tribe}),r("span",{"aria-hidden":"true",children:" \xB7 "}),r(it,{at:e.publishedAt})]})]}),t]})}function Tn({article:e,soon:t=!1,above:n}){let[o]=e.media,i=f("a",e.id);return r("article",{class:o?"card panel pictured":"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[r("div",{class:"card-words",children:[n&&r("p",{class:"quiet-words",children:n}),r(Pn,{article:e}),r("h2",{id:`title-${e.id}`,children:r("a",{"data-open":!0,href:i,children:e.title})}),e.excerpt&&r("p",{class:"excerpt",children:e.excerpt})]}),o&&r("a",{class:"card-picture",href:i,tabIndex:-1,"aria-hidden":"true",children:r(ot,{of:o,thumb:!0,soon:t})}),r("p",{class:"foot",children:[r(st,{of:e,what:e.title,bump:Bt}),r("a",{class:"said",href:i,children:k(e.commentCount,"comment")}),r("span",{class:"seen",children:k(e.viewCount,"view")})]})]})}function ue(e){return e===null?"null":Array.isArray(e)?"array":typeof e}function He(e){return ue(e)==="object"}function Ds(e){return Array.isArray(e)&&e.length>0&&e.every(t=>"message"in t)}function Sn(e,t){return e.length<124?e:t}var oi="graphql-transport-ws";var pe=(e=>(e[e.InternalServerError=4500]="InternalServerError",e[e.InternalClientError=4005]="InternalClientError",e[e.BadRequest=4400]="BadRequest",e[e.BadResponse=4004]="BadResponse",e[e.Unauthorized=4401]="Unauthorized",e[e.Forbidden=4403]="Forbidden",e[e.SubprotocolNotAcceptable=4406]="SubprotocolNotAcceptable",e[e.ConnectionInitialisationTimeout=4408]="ConnectionInitialisationTimeout",e[e.ConnectionAcknowledgementTimeout=4504]="ConnectionAcknowledgementTimeout",e[e.SubscriberAlreadyExists=4409]="SubscriberAlreadyExists",e[e.TooManyInitialisationRequests=4429]="TooManyInitialisationRequests",e))(pe||{}),me=(e=>(e.ConnectionInit="connection_init",e.ConnectionAck="connection_ack",e.Ping="ping",e.Pong="pong",e.Subscribe="subscribe",e.Next="next",e.Error="error",e.Complete="complete",e))(me||{});function ii(e){if(!He(e))throw new Error(`Message is expected to be an object, but got ${ue(e)}`);if(!e.type)throw new Error("Message is missing the 'type' property");if(typeof e.type!="string")throw new Error(`Message is expects the 'type' property to be a string, but got ${ue(e.type)}`);switch(e.type){case"connection_init":case"connection_ack":case"ping":case"pong":{if(e.payload!=null&&!He(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object or nullish or missing, but got "${e.payload}"`);break}case"subscribe":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${ue(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!He(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${ue(e.payload)}`);if(typeof e.payload.query!="string")throw new Error(`"${e.type}" message payload expects the 'query' property to be a string, but got ${ue(e.payload.query)}`);if(e.payload.variables!=null&&!He(e.payload.variables))throw new Error(`"${e.type}" message payload expects the 'variables' property to be a an object or nullish or missing, but got ${ue(e.payload.variables)}`);if(e.payload.operationName!=null&&ue(e.payload.operationName)!=="string")throw new Error(`"${e.type}" message payload expects the 'operationName' property to be a string or nullish or missing, but got ${ue(e.payload.operationName)}`);if(e.payload.extensions!=null&&!He(e.payload.extensions))throw new Error(`"${e.type}" message payload expects the 'extensions' property to be a an object or nullish or missing, but got ${ue(e.payload.extensions)}`);break}case"next":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${ue(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!He(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${ue(e.payload)}`);break}case"error":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${ue(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Ds(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an array of GraphQL errors, but got ${JSON.stringify(e.payload)}`);break}case"complete":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${ue(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);break}default:throw new Error(`Invalid message 'type' property "${e.type}"`)}return e}function si(e,t){return ii(typeof e=="string"?JSON.parse(e,t):e)}function lt(e,t){return ii(e),JSON.stringify(e,t)}function Un(e){let{url:t,connectionParams:n,lazy:o=!0,onNonLazyError:i=console.error,lazyCloseTimeout:s=0,keepAlive:a=0,disablePong:u,connectionAckWaitTimeout:p=0,retryAttempts:c=5,retryWait:d=async function(V){let x=Math.pow(2,V);await new Promise(S=>setTimeout(S,x*1e3+Math.floor(Math.random()*2700+300)))},shouldRetry:g=An,on:m,webSocketImpl:l,generateID:h=function(){return"xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g,V=>{let x=Math.random()*16|0;return(V=="x"?x:x&3|8).toString(16)})},jsonMessageReplacer:C,jsonMessageReviver:_}=e,y;if(l){if(!$s(l))throw new Error("Invalid WebSocket implementation provided");y=l}else typeof WebSocket<"u"?y=WebSocket:typeof global<"u"?y=global.WebSocket||global.MozWebSocket:typeof window<"u"&&(y=window.WebSocket||window.MozWebSocket);if(!y)throw new Error("WebSocket implementation missing; on Node you can `import WebSocket from 'ws';` and pass `webSocketImpl: WebSocket` to `createClient`");let w=y,E=(()=>{let P=(()=>{let x={};return{on(S,Q){return x[S]=Q,()=>{delete x[S]}},emit(S){"id"in S&&x[S.id]?.(S)}}})(),V={connecting:m?.connecting?[m.connecting]:[],opened:m?.opened?[m.opened]:[],connected:m?.connected?[m.connected]:[],ping:m?.ping?[m.ping]:[],pong:m?.pong?[m.pong]:[],message:m?.message?[P.emit,m.message]:[P.emit],closed:m?.closed?[m.closed]:[],error:m?.error?[m.error]:[]};return{onMessage:P.on,on(x,S){let Q=V[x];return Q.push(S),()=>{let K=Q.indexOf(S);K>-1&&Q.splice(K,1)}},emit(x,...S){for(let Q of[...V[x]])Q(...S)}}})();function H(P){let V=[E.on("error",x=>{V.forEach(S=>S()),P(x)}),E.on("closed",x=>{V.forEach(S=>S()),P(x)})];return()=>V.forEach(x=>x())}let ve,_e=0,Ue,de=!1,Qe=0,xe=!1;async function Ce(){clearTimeout(Ue);let[P,V]=await(ve??(ve=new Promise((Q,K)=>(async()=>{if(de){if(await d(Qe),!_e)return ve=void 0,K({code:1e3,reason:"All Subscriptions Gone"});Qe++}E.emit("connecting",de);let T=new w(typeof t=="function"?await t():t,oi),Pe,Je;function Tt(){isFinite(a)&&a>0&&(clearTimeout(Je),Je=setTimeout(()=>{T.readyState===w.OPEN&&(T.send(lt({type:me.Ping})),E.emit("ping",!1,void 0))},a))}H(ne=>{ve=void 0,clearTimeout(Pe),clearTimeout(Je),K(ne),ne instanceof Ct&&(T.close(4499,"Terminated"),T.onerror=null,T.onclose=null)}),T.onerror=ne=>E.emit("error",ne),T.onclose=ne=>E.emit("closed",ne),T.onopen=async()=>{try{E.emit("opened",T);let ne=typeof n=="function"?await n():n;if(T.readyState!==w.OPEN)return;T.send(lt(ne?{type:me.ConnectionInit,payload:ne}:{type:me.ConnectionInit},C)),isFinite(p)&&p>0&&(Pe=setTimeout(()=>{T.close(pe.ConnectionAcknowledgementTimeout,"Connection acknowledgement timeout")},p)),Tt()}catch(ne){E.emit("error",ne),T.close(pe.InternalClientError,Sn(ne instanceof Error?ne.message:String(ne),"Internal client error"))}};let Ze=!1;T.onmessage=({data:ne})=>{try{let ee=si(ne,_);if(E.emit("message",ee),ee.type==="ping"||ee.type==="pong"){E.emit(ee.type,!0,ee.payload),ee.type==="pong"?Tt():u||(T.send(lt(ee.payload?{type:me.Pong,payload:ee.payload}:{type:me.Pong},C)),E.emit("pong",!1,ee.payload));return}if(Ze)return;if(ee.type!==me.ConnectionAck)throw new Error(`First message cannot be of type ${ee.type}`);clearTimeout(Pe),Ze=!0,E.emit("connected",T,ee.payload,de),de=!1,Qe=0;let Gn=new Promise((Ea,Ji)=>H(Ji));Gn.catch(()=>{}),Q([T,Gn])}catch(ee){T.onmessage=null,E.emit("error",ee),T.close(pe.BadResponse,Sn(ee instanceof Error?ee.message:String(ee),"Bad response"))}}})())));P.readyState===w.CLOSING&&await V;let x=()=>{},S=new Promise(Q=>x=Q);return[P,x,new Promise((Q,K)=>{let T=H(K);P.readyState!==w.OPEN&&V.catch(K),S.then(()=>{if(T(),!_e){let Pe=()=>P.close(1e3,"Normal Closure");isFinite(s)&&s>0?(clearTimeout(Ue),Ue=setTimeout(()=>{!_e&&P.readyState===w.OPEN&&Pe()},s)):Pe()}Q()})})]}function ge(P){if(An(P)&&(Fs(P.code)||[pe.InternalServerError,pe.InternalClientError,pe.BadRequest,pe.BadResponse,pe.Unauthorized,pe.SubprotocolNotAcceptable,pe.SubscriberAlreadyExists,pe.TooManyInitialisationRequests].includes(P.code)))throw P;if(xe)return!1;if(An(P)&&P.code===1e3)return _e>0;if(!c||Qe>=c||!g(P))throw P;return de=!0}o||(async()=>{for(_e++;;)try{let[,,P]=await Ce();await P}catch(P){try{if(!ge(P))return}catch(V){return i?.(V)}}})();function ie(P,V){let x=h(P),S=!1,Q=!1,K=()=>{_e--,S=!0};return(async()=>{for(_e++;;)try{let[T,Pe,Je]=await Ce();if(S)return Je.catch(()=>{}),Pe();let Tt=E.onMessage(x,Ze=>{switch(Ze.type){case me.Next:{V.next(Ze.payload);return}case me.Error:{Q=!0,S=!0,V.error(Ze.payload),K();return}case me.Complete:{S=!0,K();return}}});T.send(lt({id:x,type:me.Subscribe,payload:P},C)),K=()=>{!S&&T.readyState===w.OPEN&&T.send(lt({id:x,type:me.Complete},C)),_e--,S=!0,Pe()},await Je.finally(Tt);return}catch(T){if(!ge(T))return}})().then(()=>{Q||V.complete()}).catch(T=>{V.error(T)}),()=>{S||K()}}return{on:E.on,subscribe:ie,iterate(P){let V=[],x={done:!1,error:null,resolve:()=>{}},S=ie(P,{next(K){V.push(K),x.resolve()},error(K){x.done=!0,x.error=K,x.resolve()},complete(){x.done=!0,x.resolve()}}),Q=(async function*(){for(;;){for(V.length||await new Promise(T=>x.resolve=T);V.length;)yield V.shift();if(x.error)throw x.error;if(x.done)return}})();return Q.throw=async K=>(x.done||(x.done=!0,x.error=K,x.resolve()),{done:!0,value:void 0}),Q.return=async()=>(S(),{done:!0,value:void 0}),Q},async dispose(){if(xe=!0,ve){let[P]=await ve;P.close(1e3,"Normal Closure")}},terminate(){ve&&E.emit("closed",new Ct)}}}var Ct=class extends Error{name="TerminatedCloseEvent";message="4499: Terminated";code=4499;reason="Terminated";wasClean=!1};function An(e){return He(e)&&"code"in e&&"reason"in e}function Fs(e){return[1e3,1001,1006,1005,1012,1013,1014].includes(e)?!1:e>=1e3&&e<=1999}function $s(e){return typeof e=="function"&&"constructor"in e&&"CLOSED"in e&&"CLOSING"in e&&"CONNECTING"in e&&"OPEN"in e}var Os=40,ai=new Map;function ut(e){let t=e.slice(0,Os).map(({id:n})=>n);R(()=>{let n=t.map(o=>In("",qr,{id:o},()=>{}));return()=>n.forEach(o=>o())},[t.join()])}function li(e){R(()=>In(e,Kr,{},()=>{Te(jr,{}).catch(()=>{})}),[e])}function Mn({of:e,order:t,shown:n,refresh:o}){let i=`${e} ${t}`,[s,a]=I({feed:i,ids:[]});R(()=>In(e,Qr,{order:t},({feedUpdated:d})=>{a({feed:i,ids:F(d).map(({id:g})=>g)})}),[i]);let u=new Set(n.map(({id:d})=>d)),p=t==="NEW"&&s.feed===i?s.ids.filter(d=>!u.has(d)).length:0;if(!n.length||!p)return null;let c=async()=>{await o(),scrollTo({top:0})};return r("p",{class:"fresh-place","aria-live":"polite",children:r("button",{class:"fresh",onClick:()=>{c()},children:["Show ",k(p,"new article")]})})}function In(e,t,n,o){return Ns(e).subscribe({query:t.toString(),variables:n},{next:({data:i})=>{i&&(ze(i),o(i))},error:()=>{},complete:()=>{}})}function Ns(e){let t=ai.get(e);if(t)return t;let n=Un({url:new URL("/graphql",location.href).href.replace(/^http/,"ws"),connectionParams:()=>({...e&&{"X-Viewer":e},...tt()&&{"X-Consistency-Token":tt()}}),shouldRetry:()=>!0,retryAttempts:Number.POSITIVE_INFINITY,keepAlive:12e3,lazyCloseTimeout:2e3,on:{connected:ht,closed:o=>{o.code!==1e3&&Ot()}}});return ai.set(e,n),n}function jt(){let e=fe(null);return R(()=>{let t=n=>{let o=e.current;o?.open&&(n instanceof KeyboardEvent?n.key==="Escape":!o.contains(n.target))&&(o.open=!1,n instanceof KeyboardEvent&&o.querySelector("summary")?.focus())};return addEventListener("keydown",t),addEventListener("click",t),()=>{removeEventListener("keydown",t),removeEventListener("click",t)}},[]),e}function We({label:e,deeds:t}){let n=jt(),o=t.filter(s=>!!s);if(!o.length)return null;let i=()=>{n.current&&(n.current.open=!1)};return r("details",{class:"deeds",ref:n,children:[r("summary",{"aria-label":e,children:r("span",{"aria-hidden":"true",children:"\xB7\xB7\xB7"})}),r("ul",{class:"menu panel",children:o.map(({words:s,does:a})=>r("li",{children:typeof a=="string"?r("a",{href:a,onClick:i,children:s}):r("button",{onClick:()=>{i(),n.current?.querySelector("summary")?.focus(),a()},children:s})},s))})]})}function ui({words:e,opened:t,children:n}){let o=jt();return r("details",{class:"deeds",ref:o,onToggle:i=>i.currentTarget.open&&t(),children:[r("summary",{class:"chip",children:e}),r("div",{class:"menu panel",children:n})]})}var Hs=0;function di({article:e}){let[t,n]=I(0);return r(ui,{words:e.repostCount?k(e.repostCount,"repost"):"Repost",opened:()=>n(++Hs),children:t>0&&r(Ws,{article:e.id,visit:-t},t)})}function Ws({article:e,visit:t}){$();let n=D(t,_o,{id:e}),o=F(n.first?.article?.reposts),i=new Set(o.filter(({viewerHasReposted:c})=>c).map(({tribe:c})=>c.id)),s=F(n.first?.viewer?.user?.followedTribes),u=[...new Map([...s,...o.map(({tribe:c})=>c)].map(c=>[c.id,W(c)])).values()].filter(({id:c})=>c!==n.first?.article?.tribe.id),p=async c=>{await Ho(e,c,i.has(c))&&await n.refresh()};return r(A,{children:[r("p",{children:"Take it into a tribe that you follow, so that others see it there."}),n.failure&&r(N,{failure:n.failure,again:n.again}),!n.first&&n.busy&&r("p",{children:"One moment\u2026"}),n.first&&!n.first.viewer&&r("p",{children:"Choose who you are first, at the top of the page."}),n.first?.viewer&&!u.length&&r("p",{children:"You follow no other tribe."}),r("ul",{class:"rows",children:u.map(c=>r("li",{children:[r(z,{name:v(c),square:!0}),r("span",{class:"row-name",children:r(ce,{tribe:c})}),r("button",{class:i.has(c.id)?"follow followed":"follow",onClick:()=>{p(c.id)},children:[i.has(c.id)?"Take back":"Repost",r("span",{class:"unseen",children:[" ",v(c)]})]})]},c.id))})]})}var ci="bandstand.draft",Vs=50;function Et(e){try{let t=JSON.parse(localStorage.getItem(Gt(e))??"null");return t&&typeof t.key=="string"&&typeof t.values=="object"?t:null}catch{return null}}function dt(e){return{values:e,key:Io()}}function Yt(e,t){try{localStorage.setItem(Gt(e),JSON.stringify(t));let n=Object.keys(localStorage).filter(o=>o.startsWith(ci));for(let o of n.slice(0,Math.max(0,n.length-Vs)))o!==Gt(e)&&localStorage.removeItem(o)}catch{}}function ct(e){localStorage.removeItem(Gt(e))}function Gt(e){return`${ci} ${q()} ${e}`}function zt({label:e,button:t,draft:n,text:o="",send:i,focus:s=!1,cancel:a}){let[u,p]=I(!1),[c,d]=I(()=>Et(n)??dt({text:o})),g=async h=>{h.preventDefault();let C=c.values.text?.trim();u||!C||(p(!0),await i(C,c.key)&&(ct(n),d(dt({text:""}))),p(!1))},m=h=>{h.key==="Enter"&&(h.ctrlKey||h.metaKey)&&h.currentTarget.form?.requestSubmit(),h.key==="Escape"&&l?.()},l=a&&(()=>{ct(n),a()});return r("form",{class:"writing",onSubmit:g,children:[r("textarea",{name:"text",rows:c.values.text||s?3:2,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,value:c.values.text??"",onInput:h=>{let C={...c,values:{text:h.currentTarget.value}};d(C),Yt(n,C)},onKeyDown:m,ref:h=>{s&&h&&!h.dataset.met&&(h.dataset.met="1",h.focus())}}),r("div",{class:"writing-foot",children:[l&&r("button",{type:"button",class:"quiet",onClick:l,children:"Cancel"}),r("button",{type:"submit",class:"primary","aria-disabled":u,children:t})]})]})}var Ls=[[/`([^`]+)`/g,"<code>$1</code>"],[/\*\*([^*]+)\*\*/g,"<strong>$1</strong>"],[/(?<![\w/])_([^_]+)_(?!\w)/g,"<em>$1</em>"],[/\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g,'<a href="$2">$1</a>']];function we(e){return e.replaceAll("\r","").split(/\n{2,}/).map(n=>n.trim()).filter(Boolean).map(Bs).join("")}function Ae(e){let{body:t}=new DOMParser().parseFromString(e,"text/html");return[...t.childNodes].map(qs).filter(Boolean).join(`

`)}function Ve(e){return pi(we(Ae(e)))===pi(e)}function Bs(e){let t=e.split(`
`),n=o=>t.map(i=>Rn(i.slice(o.length)));return e.startsWith("## ")&&t.length===1?`<h2>${Rn(e.slice(3))}</h2>`:t.every(o=>o.startsWith("- "))?`<ul>${n("- ").map(o=>`<li>${o}</li>`).join("")}</ul>`:t.every(o=>o.startsWith("> "))?`<blockquote><p>${n("> ").join("<br>")}</p></blockquote>`:`<p>${t.map(Rn).join("<br>")}</p>`}function Rn(e){let t=e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;");return Ls.reduce((n,[o,i])=>n.replace(o,i),t)}function qs(e){if(!(e instanceof HTMLElement))return e.textContent?.trim()??"";let t=Dn(e).trim();switch(e.tagName){case"H1":case"H2":case"H3":return`## ${t}`;case"UL":return[...e.children].map(n=>`- ${Dn(n).trim()}`).join(`
`);case"BLOCKQUOTE":return t.split(`
`).map(n=>`> ${n}`).join(`
`);default:return t}}function Dn(e){if(!(e instanceof Element))return e.textContent??"";let t=[...e.childNodes].map(Dn).join("");switch(e.tagName){case"BR":return`
`;case"STRONG":case"B":return`**${t}**`;case"EM":case"I":return`_${t}_`;case"CODE":return`\`${t}\``;case"A":return`[${t}](${e.getAttribute("href")??""})`;default:return t}}function pi(e){let{body:t}=new DOMParser().parseFromString(e,"text/html");for(let n of t.querySelectorAll("a"))for(let{name:o}of[...n.attributes])o!=="href"&&n.removeAttribute(o);return t.innerHTML.replace(/\s*\n\s*/g,"")}var mi=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],Qs=4;function gi({article:e,comments:t,refresh:n,open:o}){$();let i=et(t),s=new Set(i.map(({id:c})=>c)),a=Map.groupBy(i,({parent:c})=>c&&s.has(c.id)?c.id:""),u=async(c,d,g)=>{let m=await Fo(e,c,we(d),g);return m&&await n(),m},p=(c,d)=>r("ol",{class:d?"replies":"thread","data-depth":Math.min(d,Qs),children:(a.get(c)??[]).map(g=>r("li",{children:[r(Ks,{comment:g,say:u,draft:`comment ${e}`}),a.has(g.id)&&p(g.id,d+1)]},g.id))});return r("div",{class:"panel surface",children:[o&&r(zt,{label:"Add a comment",button:"Comment",draft:`comment ${e}`,send:(c,d)=>u(null,c,d)}),!t.length&&r("p",{class:"quiet-words",children:"Nobody has said anything yet."}),p("",0)]})}function Ks({comment:e,say:t,draft:n}){let[o,i]=I(""),s=v(W(e.author)),a=()=>i(""),u=async()=>{let g=await Fe("Report this comment","Those who moderate will look at it.","Report");g&&await jo(e.id,g)},p=async()=>{let g=await Fe("Hide this comment","Its author is told why.","Hide");g&&await Xo(e.id,g)},c=async()=>{await Kt("Remove this comment?","It cannot be brought back.","Remove")&&await Oo(e.id)},d=ft(()=>o!=="edit"||Ve(e.body),[o]);return r("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${s}`,children:[r("div",{class:"byline",children:[r(le,{of:e.author}),r("p",{children:[r(ae,{user:e.author}),r("span",{"aria-hidden":"true",children:" \xB7 "}),r(it,{at:e.postedAt}),e.updatedAt>e.postedAt&&r("small",{children:" \xB7 edited"})]})]}),o==="edit"?r(zt,{label:"Edit your comment",button:"Save",draft:`comment anew ${e.id}`,text:d?Ae(e.body):e.body,focus:!0,cancel:a,send:async g=>{let m=await $o(e.id,d?we(g):g);return m&&a(),m}}):r($e,{html:e.body}),r("div",{class:"foot",children:[r(st,{of:e,what:`the comment by ${s}`,bump:Do}),(e.viewerCanReply||!q())&&r("button",{class:"quiet","aria-expanded":o==="reply",onClick:()=>i(o==="reply"?"":"reply"),"aria-label":`Reply to ${s}`,children:"Reply"}),r(We,{label:`More about the comment by ${s}`,deeds:[e.viewerCanEdit&&{words:"Edit",does:()=>i("edit")},e.viewerCanRemove&&{words:"Remove",does:c},e.viewerCanHide&&{words:"Hide",does:p},q()!==""&&!e.viewerCanEdit&&{words:"Report",does:u}]})]}),o==="reply"&&r(zt,{label:`Reply to ${s}`,button:"Reply",draft:`${n} ${e.id}`,focus:!0,cancel:a,send:async(g,m)=>{let l=await t(e.id,g,m);return l&&a(),l}})]})}function fi({route:e}){$();let t=re(e,"comments",["OLD","NEW","TOP"]),n=D(e.visit,po,{id:e.of,order:t},l=>l.article?.comments),o=n.first?.article,i=o&&W(o);O(i?.title);let s=n.answers.flatMap(l=>F(l.article?.comments)),a=n.more||!i?0:i.commentCount-s.length;ut(o?[o]:[]),R(()=>{o&&q()&&Wo(o.id)},[o?.id]);let u=i&&W(i.tribe),p=async()=>{n.more&&t==="OLD"?Z(f("a",e.of,{comments:"NEW"})):await n.refresh()},c=async()=>{i&&await Kt("Remove this article?","Its comments go with it. It cannot be brought back.","Remove")&&await No(i.id)&&Z(f(""))},d=async()=>{let l=await Fe("Report this article","Those who moderate the tribe will look at it.","Report");i&&l&&await Ko(i.id,l)},g=async()=>{let l=await Fe("Hide this article","Its author is told why, and sees it still.","Hide");i&&l&&await Yo(i.id,l)&&await n.refresh()},m=async()=>{i&&await zo(i.id)&&await n.refresh()};return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[i&&u&&r("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[r(Pn,{article:i,children:r(We,{label:"More about this article",deeds:[i.viewerCanEdit&&{words:"Edit",does:f("a",i.id,{},"edit")},i.viewerCanRemove&&{words:"Remove",does:c},i.viewerCanHide&&(o.hidden?{words:"Show it again",does:m}:{words:"Hide",does:g}),q()!==""&&!i.viewerCanEdit&&{words:"Report",does:d}]})}),r("h1",{id:"title",children:i.title}),o.hidden&&r("p",{class:"resumed",children:["This is hidden: ",Qo(o.hidden.reason),". ",o.hidden.note]}),i.media.map((l,h)=>r(ot,{of:l,soon:h===0},l.url)),r($e,{html:i.body}),!i.body&&r("p",{children:i.excerpt}),r("p",{class:"foot","aria-live":"polite",children:[r(st,{of:i,what:i.title,bump:Bt}),r("span",{"data-comments":!0,children:k(i.commentCount,"comment")}),r("span",{"data-views":!0,children:k(i.viewCount,"view")}),r(di,{article:i}),r("button",{class:"chip","aria-pressed":i.viewerHasSaved,onClick:()=>{Ro(i)},children:i.viewerHasSaved?"Kept for later":"Keep for later"})]})]}),i&&r("section",{"aria-label":"Comments",class:"comments",children:[r("header",{class:"page-head",children:[r("h2",{children:"Comments"}),r(te,{label:"Order of comments",words:mi,chosen:t,href:l=>f("a",e.of,{comments:l})})]}),a>0&&n.first&&!n.busy&&r("p",{class:"fresh-place",children:r("button",{class:"fresh",onClick:()=>{n.refresh()},children:["Show ",k(a,"new comment")]})}),r(gi,{article:i.id,comments:s,refresh:p,open:i.viewerCanComment||!q()}),r(ye,{more:n.more,busy:n.busy})]}),!n.first&&n.busy&&r(L,{rows:2}),n.failure&&r(N,{failure:n.failure,again:n.again}),n.first&&!n.failure&&!i&&r(Se,{children:"This article is not here, or no more."})]}),r("aside",{class:"side-column","aria-label":"Tribe",children:u&&r("section",{class:"panel about",children:[r(z,{name:v(u),square:!0}),r("h2",{children:r(ce,{tribe:u})}),r("p",{children:k(u.followerCount,"follower")}),r(be,{of:u,name:v(u),follow:()=>ke(u)})]})})]})}var Fn=[["ALL","All time"],["DAY","Today"],["WEEK","Week"],["MONTH","Month"]];function $n(e){return re(e,"window",["ALL","DAY","WEEK","MONTH"])}function hi({route:e}){$();let t=$n(e),n=D(e.visit,uo,{slug:e.of,window:t},s=>s.tribe?.leaderboard),o=n.first?.tribe;O(o?`Leaderboard of ${v(o)}`:void 0);let i=n.answers.flatMap(s=>s.tribe?.leaderboard?.edges??[]);return r("div",{class:"narrow",children:[r("header",{class:"page-head",children:[r("h1",{children:["Leaderboard",o&&r(A,{children:[" of ",r(ce,{tribe:o})]})]}),r(te,{label:"Articles of which time",words:Fn,chosen:t,href:s=>f("t",e.of,{window:s},"leaderboard")})]}),i.length>0&&r("div",{class:"panel",children:[r(On,{ranks:i}),r(Nn,{standing:o?.viewerStanding,shown:i.length})]}),r(ye,{more:n.more,busy:n.busy}),!n.first&&n.busy&&r(L,{rows:6}),n.failure&&r(N,{failure:n.failure,again:n.again}),o?.leaderboard&&!i.length&&r(U,{children:"Nobody was bumped in this time."}),n.first&&!n.failure&&!o&&r(U,{children:["There is no tribe called \u201C",e.of,"\u201D."]})]})}function On({ranks:e}){return r("ol",{class:"rows",children:e.map(({node:t,score:n},o)=>r("li",{children:[r("span",{class:"rank",children:o+1}),r(le,{of:t}),r("span",{class:"row-name",children:[r(ae,{user:t}),r("small",{children:k(n,"bump")})]})]},t.id))})}function Nn({standing:e,shown:t}){return!e||e.place<=t?null:r("p",{class:"quiet-words standing",children:["You are number ",e.place,", with ",k(e.score,"bump"),"."]})}var js={ARTICLE_BUMPED:"bumped your article",ARTICLE_COMMENTED:"commented on your article",COMMENT_BUMPED:"bumped your comment on",COMMENT_REPLIED:"replied to your comment on",FOLLOWED:"follow you",ARTICLE_HIDDEN:"hid your article",COMMENT_HIDDEN:"hid your comment on"};function bi({me:e,here:t}){li(e);let n=G(Nt);return r("a",{class:"bell",href:f("inbox"),"aria-current":t?"page":void 0,children:[r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})}),r("span",{class:"unseen",children:n?`Notifications, ${n} unread`:"Notifications"}),n>0&&r("span",{class:"number","aria-hidden":"true",children:n>99?"99+":n})]})}function yi({route:e}){$(),O("Notifications");let t=G(Nt),n=D(e.visit,mo,{},a=>a.viewer?.inbox?.notifications),o=n.answers.flatMap(a=>F(a.viewer?.inbox?.notifications)),[i]=o,s=async()=>{i&&await Vo(i.at)&&await n.refresh()};return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Notifications"}),t>0&&r("button",{onClick:()=>{s()},children:"Mark all as read"})]}),r("ol",{class:"notices",children:o.map(a=>r("li",{children:r(Gs,{notice:a})},a.id))}),r(ye,{more:n.more,busy:n.busy}),!n.first&&n.busy&&r(L,{}),n.failure&&r(N,{failure:n.failure,again:n.again}),n.first&&!n.first.viewer&&r(U,{children:"Choose who you are first, at the top of the page."}),n.first?.viewer?.inbox?.notifications&&!o.length&&r(U,{children:"Nothing yet. Write something, and others will bump it."})]})})}function Gs({notice:e}){let t=F(e.comments),n=t.length?t.map(({author:a})=>a):F(e.actors),o=e.commentCount?0:e.actorCount-n.length,[i]=n,s=e.kind==="FOLLOWED"&&e.actorCount===1?"follows you":js[e.kind];return r("article",{class:e.isRead?"hit panel":"hit panel new","data-item":!0,tabIndex:-1,"aria-labelledby":e.id,children:[i?r(le,{of:i}):r(z,{name:"?"}),r("div",{children:[r("p",{id:e.id,children:[!e.isRead&&r("span",{class:"unseen",children:"New: "}),r(Ys,{people:n,others:o})," ",s," ",e.article&&r("a",{"data-open":!0,href:f("a",e.article.id),children:r("strong",{children:e.article.title})}),!e.article&&e.kind!=="FOLLOWED"&&"that was taken down",e.commentCount>t.length&&` (${k(e.commentCount,"comment")})`]}),r(it,{at:e.at})]})]})}function Ys({people:e,others:t}){let n=[...new Map(e.map(o=>[o.id,o])).values()];return r(A,{children:[n.map((o,i)=>r("span",{children:[i>0&&(t>0?", ":" and "),r(ae,{user:o})]},o.id)),t>0&&` and ${k(t,"other")}`]})}var _i=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["t","the tribes or people beside"],["h","home"],["w","write an article"],["?","these keys"]],Le=se(!1);function xi(){addEventListener("keydown",e=>{let t=e.target;t.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||zs(e.key,t)&&e.preventDefault()})}function zs(e,t){let n=t.closest("[data-item]");return e==="j"||e==="k"?Xs(n,e==="j"?1:-1):e==="b"?wi(n??document,n?"[data-bump]":".article [data-bump]"):e==="Enter"?t===n&&wi(n,"[data-open]"):e==="/"?vi("#search")||Js():e==="t"?vi("aside a, aside button"):(e==="h"&&Z(f("")),e==="w"&&Z(f("write")),e==="?"&&Le.set(!Le.get()),"hw?".includes(e))}function Xs(e,t){let n=[...document.querySelectorAll("[data-item]")],o=e?n.indexOf(e)+t:0,i=n[Math.max(0,Math.min(o,n.length-1))];return i?.focus({preventScroll:!0}),i?.scrollIntoView({block:"nearest"}),i!==void 0}function wi(e,t){let n=e.querySelector(t);return n?.click(),n!==null}function vi(e){let t=document.querySelector(e);return t?.checkVisibility()?(t.focus(),!0):!1}function Js(){return Z(f("search")),!0}var Zs=[["","All"],["ARTICLE","Articles"],["TRIBE","Tribes"],["USER","People"]];function Ci({route:e}){return r(A,{children:[r("a",{class:"search-link",href:f("search"),"aria-label":"Search","aria-current":e.page==="search"?"page":void 0,children:r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13Zm5-1.5L20 20",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round"})})}),e.page!=="search"&&r(Ei,{id:"search",words:"",type:"",label:"Search articles, tribes and people"})]})}function Ei({id:e,words:t,type:n,label:o,focus:i=!1}){return r("form",{class:"search",role:"search",onSubmit:s=>{s.preventDefault();let a=s.currentTarget.elements.namedItem("q");a.value.trim()&&Z(f("search","",{q:a.value.trim(),type:n}))},children:r("input",{id:e,name:"q",type:"search",maxLength:200,defaultValue:t,placeholder:"Search","aria-label":o,autocomplete:"off",ref:s=>{i&&!t&&s?.focus()}},t)})}function ki({route:e}){let t=e.query.get("q")?.trim()??"";O(t?`\u201C${t}\u201D`:"Search");let n=re(e,"type",["","ARTICLE","TRIBE","USER"]);return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:r("h1",{children:t?`\u201C${t}\u201D`:"Search"})}),r(Ei,{id:"search",words:t,type:n,label:"Search articles, tribes and people",focus:!0}),r("header",{class:"page-head",children:t&&r(te,{label:"What",words:Zs,chosen:n,href:o=>f("search","",{q:t,type:o})})}),t?r(ea,{words:t,type:n||null,visit:e.visit}):r(U,{children:"Which words? The last may be the beginning of one."})]})})}function ea({words:e,type:t,visit:n}){$();let o=D(n,go,{query:e,type:t},s=>s.search),i=o.answers.flatMap(({search:s})=>F(s));return r(A,{children:[r("ol",{class:"feed",children:i.map(s=>r("li",{children:r(ta,{of:s})},s.id))}),r(ye,{more:o.more,busy:o.busy}),!o.first&&o.busy&&r(L,{}),o.failure&&r(N,{failure:o.failure,again:o.again}),o.first?.search&&!i.length&&r(U,{children:"Nothing has all these words."})]})}function ta({of:e}){if(e.__typename==="Article")return r(Tn,{article:W(e)});if(e.__typename==="Tribe"){let t=W(e);return r(kt,{name:v(t),face:r(z,{name:v(t),square:!0}),facts:k(t.followerCount,"follower"),of:r(ce,{tribe:t}),children:r(be,{of:t,name:v(t),follow:()=>ke(t)})})}return e.__typename==="User"?r(kt,{name:v(W(e)),face:r(le,{of:e}),facts:e.handle?`@${e.handle}`:"",of:r(ae,{user:e})}):null}function kt(e){return r("article",{class:"hit panel","data-item":!0,tabIndex:-1,"aria-label":e.name,children:[e.face,r("span",{class:"row-name",children:[e.of,r("small",{children:e.facts})]}),e.children]})}function Pi({route:e,me:t,choose:n}){let o=(i,s)=>r("a",{href:f(i),"aria-current":e.page===i&&!e.of?"page":void 0,children:s});return r("header",{class:"top",children:r("div",{class:"top-row",children:[r("a",{class:"brand",href:f(""),children:[r(na,{}),"Bandstand"]}),r("nav",{class:"places","aria-label":"Places",children:[o("","Home"),o("all","Everything"),o("tribes","Tribes"),o("people","People")]}),r(Ci,{route:e}),r("div",{class:"mine",children:[t&&r("a",{class:"chip write",href:f("write","",{tribe:e.page==="t"?e.of:""}),children:[r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"m4 20 1-5L16 4l4 4L9 19l-5 1Z",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linejoin":"round"})}),r("span",{children:"Write"})]}),t&&r(bi,{me:t,here:e.page==="inbox"}),r(ra,{me:t,choose:n})]})]})})}function na(){return r("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[r("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),r("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function ra({me:e,choose:t}){$();let n=W({id:G(Ye)}),o=e&&n.name||e,i=jt(),s=a=>{i.current&&(i.current.open=!1),i.current?.querySelector("summary")?.focus(),t(a)};return r(A,{children:[e&&r("a",{class:"profile-link",href:n.handle?f("u",n.handle):f("me"),children:[r("span",{class:"unseen",children:["Your profile, ",o]}),r(z,{name:o,picture:n.avatarUrl})]}),r("details",{class:"who",ref:i,children:[r("summary",{children:[r("span",{class:"unseen",children:"You are "}),r("span",{class:"who-name",children:o||"signed out"}),r("svg",{viewBox:"0 0 12 12",width:"12",height:"12","aria-hidden":"true",children:r("path",{d:"m2 4 4 4 4-4",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})})]}),r("div",{class:"menu panel",children:[r("p",{children:"In development you are who you say. Another window can be somebody else."}),r("ul",{children:[Tr.map(a=>r("li",{children:r("button",{"aria-pressed":a===e,onClick:()=>s(a),children:[r(z,{name:a}),a]})},a)),r("li",{children:r("button",{"aria-pressed":e==="",onClick:()=>s(""),children:[r(z,{name:"?"}),"signed out"]})}),e&&r("li",{children:r("a",{href:f("saved"),onClick:()=>i.current&&(i.current.open=!1),children:"Kept for later"})})]}),r("form",{onSubmit:a=>{a.preventDefault();let u=a.currentTarget.elements.namedItem("name"),[p,c]=[u.value.trim(),wt(u.value)];c&&(s(c),Lo(p,c),u.value="")},children:[r("label",{children:["Somebody new",r("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),r("button",{class:"primary",children:"Become"})]})]})]})]})}function Ti(){let e=G(Le),t=fe(null);return R(()=>{e?t.current?.showModal():t.current?.close()},[e]),r("dialog",{ref:t,class:"panel","aria-labelledby":"keys",onClose:()=>Le.set(!1),children:[r("h2",{id:"keys",children:"Keys"}),r("dl",{children:_i.map(([n,o])=>r("div",{children:[r("dt",{children:r("kbd",{children:n})}),r("dd",{children:o})]},n))}),r("button",{class:"primary",onClick:()=>Le.set(!1),children:"Close"})]})}var oa=[...Xe,["FOR_YOU","For you"]],Hn=new Set;function Si({route:e}){O("Home");let t=re(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[n]=I(!Hn.has(q())),o={order:t,all:t==="FOR_YOU"?"HOT":t,withAll:n},i=D(e.visit,io,o,l=>l.viewer?.feed?.edges.length?l.viewer.feed:l.feed),s=G(Lt),[a]=I(s);R(()=>{s!==a&&i.refresh()},[s]);let u=i.first?.viewer,p=u?.user?u.user.followedTribeCount+u.user.followedUserCount:0;p?Hn.add(q()):u?.user&&Hn.delete(q());let c=p>0||t==="FOR_YOU",d=Oe(i.answers.map(l=>c&&l.viewer?l.viewer.feed:l.feed)),g=F(u?.user?.followedTribes),m=Mi(F(i.first?.around),g);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:c||!i.first?"Home":"Everything"}),r(te,{label:"Order",words:oa,chosen:t,href:l=>f("","",{order:l})})]}),i.first&&!c&&r("div",{class:"hint panel",children:[r("p",{children:[u?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",u?"Follow a tribe, and its articles make your home feed.":"Choose who you are at the top of the page."]}),u&&r("p",{class:"chips",children:m.filter(({slug:l})=>l!==null).map(l=>r("a",{class:"chip",href:f("t",l.slug??""),children:l.name??l.slug},l.id))})]}),r(Mn,{of:c?q():"",order:t,shown:d,refresh:i.refresh}),r(Ne,{articles:d,more:i.more,busy:i.busy}),!i.first&&i.busy&&r(L,{}),i.failure&&r(N,{failure:i.failure,again:i.again}),i.first&&!i.failure&&!d.length&&r(U,{children:"Nothing here yet. What you follow will write something."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:[r(at,{title:"You follow",tribes:g}),r(at,{title:"Tribes to follow",tribes:m})]})]})}function Ai({route:e}){O("Everything");let t=re(e,"order",["NEW","HOT","TOP"]),n=D(e.visit,ao,{order:t},i=>i.feed),o=Oe(n.answers.map(({feed:i})=>i));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Everything"}),r(te,{label:"Order",words:Xe,chosen:t,href:i=>f("all","",{order:i})})]}),r(Mn,{of:"",order:t,shown:o,refresh:n.refresh}),r(Ne,{articles:o,more:n.more,busy:n.busy}),!n.first&&n.busy&&r(L,{}),n.failure&&r(N,{failure:n.failure,again:n.again}),n.first&&!n.failure&&!o.length&&r(U,{children:"Nobody has written anything yet."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(at,{title:"Tribes here",tribes:Mi(o.map(({tribe:i})=>i),[])})})]})}function Ui({route:e}){O("Kept for later");let t=D(e.visit,so,{},o=>o.viewer?.user?.savedArticles),n=Oe(t.answers.map(o=>o.viewer?.user?.savedArticles));return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:r("h1",{children:"Kept for later"})}),r(Ne,{articles:n,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(L,{}),t.failure&&r(N,{failure:t.failure,again:t.again}),t.first&&!t.failure&&!n.length&&r(U,{children:t.first.viewer?"You keep nothing yet. Every article has a button for it.":"You are signed out. Choose who you are at the top of the page."})]})})}function Mi(e,t){let n=new Set(t.map(({id:o})=>o));return[...new Map(e.map(o=>[o.id,o])).values()].filter(({id:o})=>!n.has(o)).slice(0,8)}var ia=[["FOLLOWERS","Followers"],["ACTIVE","Active"],["NAME","Name"],["NEW","Newest"]],sa=[["FOLLOWERS","Followers"],["NEW","Newest"]];function Ii({route:e}){$(),O("Tribes");let t=re(e,"order",["FOLLOWERS","ACTIVE","NAME","NEW"]),n=D(e.visit,fo,{order:t},o=>o.tribes);return r(Di,{title:"Tribes",tabs:r(te,{label:"Order",words:ia,chosen:t,href:o=>f("tribes","",{order:o})}),it:n,children:[r("p",{children:r("a",{class:"chip",href:f("tribes","new"),children:"Found a tribe"})}),r("ol",{class:"list",children:n.answers.flatMap(({tribes:o})=>F(o)).map(W).map(o=>r("li",{children:r(kt,{name:v(o),face:r(z,{name:v(o),square:!0}),of:r(ce,{tribe:o}),facts:[k(o.followerCount,"follower"),k(o.articleCount,"article"),t==="NEW"?o.createdAt&&`founded ${xt(o.createdAt)}`:o.activeAt&&`active ${xt(o.activeAt)}`].filter(Boolean).join(" \xB7 "),children:r(be,{of:o,name:v(o),follow:()=>ke(o)})})},o.id))}),n.first?.tribes?.edges.length===0&&r(U,{children:"Nobody has founded a tribe yet."})]})}function Ri({route:e}){$(),O("People");let t=G(Ye),n=re(e,"order",["FOLLOWERS","NEW"]),o=D(e.visit,ho,{order:n},i=>i.users);return r(Di,{title:"People",tabs:r(te,{label:"Order",words:sa,chosen:n,href:i=>f("people","",{order:i})}),it:o,children:[r("ol",{class:"list",children:o.answers.flatMap(({users:i})=>F(i)).map(W).map(i=>r("li",{children:r(kt,{name:v(i),face:r(le,{of:i}),of:r(ae,{user:i}),facts:`${k(i.followerCount,"follower")} \xB7 ${k(i.articleCount,"article")}`,children:i.id!==t&&r(be,{of:i,name:v(i),follow:()=>qt(i)})})},i.id))}),o.first?.users?.edges.length===0&&r(U,{children:"Nobody has a name yet."})]})}function Di({title:e,tabs:t,it:n,children:o}){return r("div",{class:"narrow",children:[r("header",{class:"page-head",children:[r("h1",{children:e}),t]}),n.first!==void 0&&o,r(ye,{more:n.more,busy:n.busy}),!n.first&&n.busy&&r(L,{}),n.failure&&r(N,{failure:n.failure,again:n.again})]})}function Fi({route:e}){$();let t=re(e,"order",["NEW","HOT","TOP"]),n=$n(e),o=D(e.visit,lo,{slug:e.of,order:t,window:n},d=>d.tribe?.feed),i=o.first?.tribe,s=i&&W(i);O(s?v(s):void 0);let a=Oe(o.answers.map(d=>d.tribe?.feed));ut(a);let u=o.answers.flatMap(d=>d.tribe?.feed?.edges??[]),p=new Map(u.map(({node:d,repost:g})=>[d.id,g])),c=({id:d})=>{let g=p.get(d),[m]=F(g?.users);return!g||!m?null:r(A,{children:["Reposted by ",r(ae,{user:m}),g.userCount>1&&` and ${k(g.userCount-1,"other")}`]})};return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[s&&r("header",{class:"profile panel",children:[r(z,{name:v(s),square:!0}),r("div",{class:"profile-words",children:[r("h1",{children:v(s)}),s.description&&r($e,{html:s.description}),r("p",{class:"facts",children:[r("span",{children:k(s.followerCount,"follower")}),r("span",{children:k(s.articleCount,"article")}),r("a",{href:f("t",e.of,{},"leaderboard"),children:"Leaderboard"})]})]}),r("div",{class:"profile-deeds",children:[r(be,{of:s,name:v(s),follow:()=>ke(s)}),r(We,{label:`More about ${v(s)}`,deeds:[{words:"Write an article here",does:f("write","",{tribe:e.of})},s.viewerCanEdit&&{words:"Describe the tribe",does:f("t",e.of,{},"edit")}]})]})]}),s&&r(te,{label:"Order",words:Xe,chosen:t,href:d=>f("t",e.of,{order:d})}),r(Ne,{articles:a,more:o.more,busy:o.busy,above:c}),!o.first&&o.busy&&r(L,{}),o.failure&&r(N,{failure:o.failure,again:o.again}),o.first&&!o.failure&&!s&&r(Se,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),s?.feed&&!a.length&&r(U,{children:"Nobody has written here yet."})]}),r("aside",{class:"side-column","aria-label":"People",children:[s?.leaderboard&&r("section",{class:"panel",children:[r("h2",{children:r("a",{href:f("t",e.of,{window:n},"leaderboard"),children:"Leaderboard"})}),r(te,{label:"Articles of which time",words:Fn,chosen:n,href:d=>f("t",e.of,{order:t,window:d})}),r(On,{ranks:s.leaderboard.edges}),!s.leaderboard.edges.length&&r("p",{class:"quiet-words",children:"Nobody was bumped in this time."}),r(Nn,{standing:s.viewerStanding,shown:s.leaderboard.edges.length})]}),F(s?.followers).length>0&&r("section",{class:"panel",children:[r("h2",{children:"Latest followers"}),r("ul",{class:"rows",children:F(s?.followers).map(d=>r("li",{children:[r(le,{of:d}),r("span",{class:"row-name",children:r(ae,{user:d})})]},d.id))})]})]})]})}function $i({route:e}){$();let t=re(e,"order",["NEW","HOT","TOP"]),n=D(e.visit,co,{handle:e.of,order:t},p=>p.user?.feed),o=n.first?.user,i=o&&W(o);O(i?v(i):void 0);let s=i?.id===n.first?.viewer?.user?.id,a=Oe(n.answers.map(p=>p.user?.feed));ut(a);let u=async()=>{let p=i&&await Fe(`Report ${v(i)}`,"Those who moderate will look at what they wrote.","Report");i&&p&&await Go(i.id,p)};return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[i&&r("header",{class:"profile panel",children:[r(z,{name:v(i),picture:i.avatarUrl}),r("div",{class:"profile-words",children:[r("h1",{children:v(i)}),i.handle&&r("p",{class:"quiet-words",children:["@",i.handle]}),i.bio&&r($e,{html:i.bio}),r("p",{class:"facts",children:[r("span",{children:k(i.followerCount,"follower")}),r("span",{children:k(i.articleCount,"article")}),r("span",{children:[k(i.bumpsReceived,"bump")," received"]})]})]}),r("div",{class:"profile-deeds",children:[s?r("a",{class:"chip",href:f("me"),children:"Edit your profile"}):r(be,{of:i,name:v(i),follow:()=>qt(i)}),!s&&n.first?.viewer&&r(We,{label:`More about ${v(i)}`,deeds:[{words:i.viewerIsMuting?"Mute no more":"Mute",does:async()=>{await Jo(i),await n.refresh()}},{words:i.viewerIsBlocking?"Block no more":"Block",does:async()=>{await Zo(i),await n.refresh()}},{words:"Report",does:u}]})]})]}),i&&r(te,{label:"Order",words:Xe,chosen:t,href:p=>f("u",e.of,{order:p})}),r(Ne,{articles:a,more:n.more,busy:n.busy}),!n.first&&n.busy&&r(L,{}),n.failure&&r(N,{failure:n.failure,again:n.again}),n.first&&!n.failure&&!i&&r(Se,{children:["There is nobody called \u201C",e.of,"\u201D."]}),i?.feed&&!a.length&&r(U,{children:[v(i)," has written nothing yet."]})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(at,{title:"Follows",tribes:F(i?.followedTribes)})})]})}function Be(e,t,n,o){let[i,s]=I(()=>Et(e)??dt(t)),[a,u]=I(()=>Et(e)!==null),[p,c]=I([]),[d,g]=I(!1),m=fe(null);R(()=>{if(!p.length)return;m.current?.querySelector("[aria-invalid=true], [role=alert]")?.focus()},[p]);let l=({field:y,path:w})=>(w??(y?[y]:[])).join("."),h=y=>y in i.values,C=y=>{let w={...i,values:{...i.values,...y}};s(w),Yt(e,w),c(p.filter(E=>!(l(E)in y)))},_=async y=>{if(y.preventDefault(),m.current=y.currentTarget,d)return;g(!0);let w=await n(i.values,i.key);g(!1),c(w.wrong),w.done&&(ct(e),o(w.payload,i.values))};return{values:i.values,set:C,wrong:y=>p.filter(w=>l(w)===y).map(({message:w})=>w).join(" "),rest:p.filter(y=>!h(l(y))).map(({message:y})=>y).join(" "),busy:d,resumed:a,restart:()=>{ct(e),s(dt(t)),u(!1),c([])},submit:y=>{_(y)}}}function qe({of:e,button:t,children:n,cancel:o}){return r("form",{class:"form panel",onSubmit:e.submit,noValidate:!0,children:[e.resumed&&r("p",{class:"resumed",children:["This goes on with what you wrote before."," ",r("button",{type:"button",class:"quiet",onClick:e.restart,children:"Begin anew"})]}),n,e.rest&&r("p",{class:"fault",role:"alert",tabIndex:-1,children:e.rest}),r("div",{class:"writing-foot",children:[o&&r("a",{class:"chip",href:o,children:"Cancel"}),r("button",{class:"primary","aria-disabled":e.busy,children:e.busy?"One moment\u2026":t})]})]})}function oe({of:e,name:t,label:n,most:o,hint:i,rows:s=1,optional:a=!1,type:u="text"}){let p=`field-${t}`,c=e.values[t]??"",d=e.wrong(t),g=[i&&`${p}-hint`,d&&`${p}-wrong`].filter(Boolean).join(" "),m={id:p,name:t,value:c,maxLength:o,required:!a,"aria-invalid":d?!0:void 0,"aria-describedby":g||void 0,onInput:l=>e.set({[t]:l.currentTarget.value})};return r("div",{class:"field",children:[r("label",{for:p,children:[n," ",a&&r("small",{children:"(may be empty)"})]}),s>1?r("textarea",{...m,rows:s}):r("input",{...m,...u==="url"?{type:u}:{type:u},autocomplete:"off"}),d&&r("p",{class:"fault",id:`${p}-wrong`,children:d}),i&&r("p",{class:"quiet-words",id:`${p}-hint`,children:i}),c.length>o*.8&&r("p",{class:"quiet-words",children:[c.length.toLocaleString("en")," of ",o.toLocaleString("en")," characters"]})]})}var aa=["0","1","2","3","4","5","6","7","8","9","A","B","C","D","E","F","G","H","I","J","K","L","M","N","O","P","Q","R","S","T","U","V","W","X","Y","Z","a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q","r","s","t","u","v","w","x","y","z","#","$","%","*","+",",","-",".",":",";","=","?","@","[","]","^","_","{","|","}","~"];var Pt=(e,t)=>{var n="";for(let o=1;o<=t;o++){let i=Math.floor(e)/Math.pow(83,t-o)%83;n+=aa[Math.floor(i)]}return n},Wn=e=>{let t=e/255;return t<=.04045?t/12.92:Math.pow((t+.055)/1.055,2.4)},Vn=e=>{let t=Math.max(0,Math.min(1,e));return t<=.0031308?Math.trunc(t*12.92*255+.5):Math.trunc((1.055*Math.pow(t,.4166666666666667)-.055)*255+.5)},la=e=>e<0?-1:1,Ln=(e,t)=>la(e)*Math.pow(Math.abs(e),t),Oi=class extends Error{constructor(e){super(e),this.name="ValidationError",this.message=e}};var Ni=4,ua=(e,t,n,o)=>{let i=0,s=0,a=0,u=t*Ni;for(let c=0;c<t;c++){let d=Ni*c;for(let g=0;g<n;g++){let m=d+g*u,l=o(c,g);i+=l*Wn(e[m]),s+=l*Wn(e[m+1]),a+=l*Wn(e[m+2])}}let p=1/(t*n);return[i*p,s*p,a*p]},da=e=>{let t=Vn(e[0]),n=Vn(e[1]),o=Vn(e[2]);return(t<<16)+(n<<8)+o},ca=(e,t)=>{let n=Math.floor(Math.max(0,Math.min(18,Math.floor(Ln(e[0]/t,.5)*9+9.5)))),o=Math.floor(Math.max(0,Math.min(18,Math.floor(Ln(e[1]/t,.5)*9+9.5)))),i=Math.floor(Math.max(0,Math.min(18,Math.floor(Ln(e[2]/t,.5)*9+9.5))));return n*19*19+o*19+i},pa=(e,t,n,o,i)=>{if(o<1||o>9||i<1||i>9)throw new Oi("BlurHash must have between 1 and 9 components");if(t*n*4!==e.length)throw new Oi("Width and height must match the pixels array");let s=[];for(let g=0;g<i;g++)for(let m=0;m<o;m++){let l=m==0&&g==0?1:2,h=ua(e,t,n,(C,_)=>l*Math.cos(Math.PI*m*C/t)*Math.cos(Math.PI*g*_/n));s.push(h)}let a=s[0],u=s.slice(1),p="",c=o-1+(i-1)*9;p+=Pt(c,1);let d;if(u.length>0){let g=Math.max(...u.map(l=>Math.max(...l))),m=Math.floor(Math.max(0,Math.min(82,Math.floor(g*166-.5))));d=(m+1)/166,p+=Pt(m,1)}else d=1,p+=Pt(0,1);return p+=Pt(da(a),4),u.forEach(g=>{p+=Pt(ca(g,d),2)}),p},Hi=pa;var Wi="image/jpeg,image/png,image/gif,image/webp,image/avif,video/mp4,video/webm",ma=32;async function Vi(e,t){let[n,{payload:o,wrong:i}]=await Promise.all([ha(e),B(Ao,{input:{type:e.type,size:e.size}})]);if(i.length)throw new Error(rt(i));let s=o?.upload;if(!s)throw new Error("Nothing can be uploaded now. Try again later.");return await ga(e,s,t),{url:s.mediaUrl,alt:"",type:e.type,...n}}function ga(e,t,n){let o=new XMLHttpRequest;return new Promise((i,s)=>{o.open(t.method,t.url);for(let{name:a,value:u}of t.headers)o.setRequestHeader(a,u);o.upload.onprogress=({loaded:a,total:u})=>n(u?a/u:0),o.onload=()=>o.status<300?i():s(new Error(fa(o.responseText))),o.onerror=()=>s(new Error("The file did not get through. Try again.")),o.send(e)})}function fa(e){try{let[{message:t}]=JSON.parse(e).errors;return`It was not taken: ${t}.`}catch{return"It was not taken. Try again."}}async function ha(e){let t={width:null,height:null,blurHash:null};if(!e.type.startsWith("image/"))return t;let n=await createImageBitmap(e).catch(()=>null);if(!n)return t;let{width:o,height:i}=n,s=ma/Math.max(o,i),[a,u]=[Math.max(1,Math.round(o*s)),Math.max(1,Math.round(i*s))],p=document.createElement("canvas");[p.width,p.height]=[a,u];let c=p.getContext("2d");return c?(c.drawImage(n,0,0,a,u),n.close(),{width:o,height:i,blurHash:Hi(c.getImageData(0,0,a,u).data,a,u,4,3)}):{...t,width:o,height:i}}var Bn=20,Qn=new Map;function Kn(e){for(let{url:t,alt:n,...o}of e)o.type&&Qn.set(t,o);return Object.fromEntries(e.flatMap(({url:t,alt:n},o)=>[[`media.${o}.url`,t],[`media.${o}.alt`,n]]))}function Jt(e){return qn(e).map(t=>{let n=(e[`media.${t}.url`]??"").trim();return{...Qn.get(n),url:n,alt:(e[`media.${t}.alt`]??"").trim()}})}function Li({of:e}){let t=qn(e.values),[n,o]=I([]),i=fe(e);i.current=e;let s=async p=>{let c=Bn-t.length,d=p.slice(0,c).map(m=>({file:m,told:{name:m.name,share:0,wrong:""}})),g=()=>o(m=>[...m]);o(m=>[...m.filter(({wrong:l})=>!l),...d.map(({told:l})=>l)]);for(let{file:m,told:l}of d)try{let h=await Vi(m,_=>{l.share=_,g()});Qn.set(h.url,h);let C=qn(i.current.values).length;i.current.set({[`media.${C}.url`]:h.url,[`media.${C}.alt`]:""}),o(_=>_.filter(y=>y!==l))}catch(h){l.wrong=h.message,g()}},a=t.length,u=p=>{let c=Jt(e.values).filter((g,m)=>m!==p),d=Object.fromEntries(t.flatMap(g=>[[`media.${g}.url`,Xt],[`media.${g}.alt`,Xt]]));e.set({...d,...Kn(c)})};return r("fieldset",{class:"pictures",children:[r("legend",{children:"Pictures"}),t.map(p=>{let c=e.values[`media.${p}.url`]??"";return r("div",{class:"picture-row",children:[r("div",{class:"picture-shown",children:_t(c)&&r(ot,{of:{url:c,alt:""},thumb:!0},c)}),r("div",{class:"picture-words",children:[r(oe,{of:e,name:`media.${p}.url`,label:"Address",type:"url",most:2008,hint:"It begins with https://, or is of a file that you uploaded."}),r(oe,{of:e,name:`media.${p}.alt`,label:"What is seen there",most:300,optional:!0,hint:"For who cannot see it."})]}),r("button",{type:"button",class:"quiet",onClick:()=>u(p),"aria-label":`Remove picture ${p+1}`,children:"Remove"})]},p)}),n.map(({name:p,share:c,wrong:d})=>r("p",{class:"going",role:d?"alert":"status",children:[p,": ",d||r("progress",{value:c,max:1,"aria-label":`How much of ${p} is uploaded`})]},p)),a<Bn&&r("label",{class:"button upload",children:["Upload pictures",r("input",{type:"file",accept:Wi,multiple:!0,onChange:({currentTarget:p})=>{s([...p.files??[]]),p.value=""}})]}),a<Bn&&r("button",{type:"button",onClick:()=>e.set({[`media.${a}.url`]:"",[`media.${a}.alt`]:""}),children:"Add a picture"}),e.wrong("media")&&r("p",{class:"fault",children:e.wrong("media")})]})}var Xt="\0";function qn(e){let t=[];for(let n=0;(e[`media.${n}.url`]??Xt)!==Xt;n++)t.push(n);return t}var ba=[["ARTICLE","Words"],["IMAGE","Pictures"],["VIDEO","A film"]],Bi=r(A,{children:["An empty line begins a paragraph. ",r("code",{children:"## "}),"is a heading, ",r("code",{children:"- "}),"a list, ",r("code",{children:"**strong**"}),", ",r("code",{children:"[words](https://\u2026)"})," a link."]});function qi({route:e}){O("Write");let t=D(e.visit,bo,{});return r("div",{class:"narrow",children:[r("h1",{children:"Write an article"}),t.first?.viewer&&r(ya,{route:e,choices:t.first}),t.first&&!t.first.viewer&&r(U,{children:"Choose who you are first, at the top of the page."}),!t.first&&t.busy&&r(L,{rows:2}),t.failure&&r(N,{failure:t.failure,again:t.again})]})}function ya({route:e,choices:t}){let n=F(t.viewer?.user?.followedTribes),o=new Set(n.map(({id:c})=>c)),i=F(t.tribes).filter(({id:c})=>!o.has(c)),a={tribeId:[...n,...i].find(({slug:c})=>c===e.query.get("tribe"))?.id??"",kind:"ARTICLE",title:"",excerpt:"",body:""},u=Be("article",a,({tribeId:c="",kind:d,title:g="",excerpt:m="",body:l="",...h},C)=>{if(!c)return Promise.resolve({done:!1,payload:null,wrong:[{field:"tribeId",path:null,message:"Choose a tribe.",code:"INVALID"}]});let _={tribeId:c,kind:d,title:g.trim(),excerpt:m.trim(),body:we(l),media:Jt(h),idempotencyKey:C};return B(xo,{input:_})},c=>{Y(),he("It is published."),Z(c?.article?f("a",c.article.id):f("all"))}),p=u.wrong("tribeId");return r(qe,{of:u,button:"Publish",children:[r("div",{class:"field",children:[r("label",{for:"tribe",children:"Tribe"}),r("select",{id:"tribe",value:u.values.tribeId,"aria-invalid":p?!0:void 0,"aria-describedby":p?"tribe-wrong":void 0,onChange:c=>u.set({tribeId:c.currentTarget.value}),children:[r("option",{value:"",children:"Choose one"}),n.length>0&&r("optgroup",{label:"You follow",children:n.map(c=>r("option",{value:c.id,children:v(c)},c.id))}),r("optgroup",{label:"Others",children:i.map(c=>r("option",{value:c.id,children:v(c)},c.id))})]}),p&&r("p",{class:"fault",id:"tribe-wrong",children:p})]}),r("fieldset",{class:"choices row",children:[r("legend",{children:"It is mainly"}),ba.map(([c,d])=>r("label",{children:[r("input",{type:"radio",name:"kind",value:c,checked:u.values.kind===c,onChange:()=>u.set({kind:c})}),d]},c))]}),r(Qi,{of:u,bodyHint:Bi})]})}function Qi({of:e,bodyHint:t}){return r(A,{children:[r(oe,{of:e,name:"title",label:"Title",most:300}),r(oe,{of:e,name:"excerpt",label:"In short",most:1e3,rows:2,optional:!0,hint:"What lists show below the title."}),r(oe,{of:e,name:"body",label:"Text",most:5e4,rows:12,optional:!0,hint:t}),r(Li,{of:e})]})}function Ki({route:e}){O("Edit");let t=D(e.visit,yo,{id:e.of}),n=t.first?.article;return r("div",{class:"narrow",children:[r("h1",{children:"Edit your article"}),n?.viewerCanEdit&&r(wa,{article:n},n.id),t.first&&!t.failure&&!n&&r(U,{children:"This article is not here, or no more."}),n&&!n.viewerCanEdit&&r(U,{children:"Only who wrote it changes it."}),!t.first&&t.busy&&r(L,{rows:2}),t.failure&&r(N,{failure:t.failure,again:t.again})]})}function wa({article:e}){let t=Ve(e.body),{title:n,excerpt:o,media:i}=e,s={title:n,excerpt:o,body:t?Ae(e.body):e.body,...Kn(i)},a=Be(`article ${e.id}`,s,({title:u="",excerpt:p="",body:c="",...d},g)=>B(Co,{input:{articleId:e.id,title:u.trim(),excerpt:p.trim(),body:t?we(c):c,media:Jt(d),idempotencyKey:g}}),()=>{Y(),he("It is saved."),Z(f("a",e.id))});return r(qe,{of:a,button:"Save",cancel:f("a",e.id),children:r(Qi,{of:a,bodyHint:t?Bi:"This text is HTML."})})}function ji({route:e}){O("Your profile");let t=D(e.visit,vo,{}),n=t.first?.viewer?.user;return r("div",{class:"narrow",children:[r("h1",{children:"Your profile"}),n&&r(va,{user:n},n.id),t.first&&!n&&!t.failure&&r(U,{children:"Choose who you are first, at the top of the page."}),!t.first&&t.busy&&r(L,{rows:1}),t.failure&&r(N,{failure:t.failure,again:t.again})]})}function va({user:e}){let t=e.bio??"",n=Ve(t),o={name:e.name??"",handle:e.handle??"",avatarUrl:e.avatarUrl??"",bio:n?Ae(t):t},i=Be("profile",o,(s,a)=>{let p=Object.entries(s).filter(([c,d])=>d!==o[c]).map(([c,d])=>[c,d.trim()?c==="bio"&&n?we(d):d.trim():null]);return B(Vt,{input:{...Object.fromEntries(p),idempotencyKey:a}})},s=>{Y(),he("It is saved."),Z(s?.user?.handle?f("u",s.user.handle):f(""))});return r(qe,{of:i,button:"Save",cancel:e.handle?f("u",e.handle):f(""),children:[r(oe,{of:i,name:"name",label:"Name",most:100,hint:"What others call you."}),r(oe,{of:i,name:"handle",label:"Handle",most:128,hint:"Yours alone, without spaces. It is the address of your profile."}),r(oe,{of:i,name:"avatarUrl",label:"Picture",type:"url",most:2008,optional:!0,hint:"The address of a picture of you. It begins with https://."}),r(oe,{of:i,name:"bio",label:"About you",most:1e4,rows:5,optional:!0,...!n&&{hint:"This text is HTML."}})]})}function Gi(){O("Found a tribe");let t=Be("tribe",{name:"",slug:"",description:""},({name:n="",slug:o="",description:i=""},s)=>B(bn,{input:{name:n.trim()||null,slug:o.trim()||wt(n)||null,description:we(i),idempotencyKey:s}}),n=>{Y(),he("It is founded, and yours."),Z(n?.tribe?.slug?f("t",n.tribe.slug):f("tribes"))});return r("div",{class:"narrow",children:[r("h1",{children:"Found a tribe"}),r(qe,{of:t,button:"Found it",cancel:f("tribes"),children:r(Yi,{of:t,asText:!0})})]})}function Yi({of:e,asText:t}){return r(A,{children:[r(oe,{of:e,name:"name",label:"Name",most:100}),r(oe,{of:e,name:"slug",label:"Address",most:128,optional:!0,hint:`What stands in its address: /t/${e.values.slug||wt(e.values.name??"")||"\u2026"}`}),r(oe,{of:e,name:"description",label:"What it is about",most:1e4,rows:5,optional:!0,...!t&&{hint:"This text is HTML."}})]})}function zi({route:e}){O("Describe the tribe");let t=D(e.visit,wo,{slug:e.of}),n=t.first?.tribe;return r("div",{class:"narrow",children:[r("h1",{children:n?`Describe ${v(n)}`:"Describe a tribe"}),n?.viewerCanEdit&&r(_a,{tribe:n},n.id),n&&!n.viewerCanEdit&&r(U,{children:"Those who own the tribe describe it."}),t.first&&!t.failure&&!n&&r(U,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),!t.first&&t.busy&&r(L,{rows:1}),t.failure&&r(N,{failure:t.failure,again:t.again})]})}function _a({tribe:e}){let t=e.description??"",n=Ve(t),o={name:e.name??"",slug:e.slug??"",description:n?Ae(t):t},i=Be(`tribe ${e.id}`,o,(s,a)=>{let p=Object.entries(s).filter(([c,d])=>d!==o[c]).map(([c,d])=>[c,c==="description"&&n?we(d):d.trim()||null]);return B(bn,{input:{tribeId:e.id,...Object.fromEntries(p),idempotencyKey:a}})},s=>{Y(),he("It is saved."),Z(f("t",s?.tribe?.slug??e.slug??""))});return r(qe,{of:i,button:"Save",cancel:f("t",e.slug??""),children:r(Yi,{of:i,asText:n})})}var jn={"":Si,all:Ai,tribes:Ii,"tribes/new":Gi,people:Ri,inbox:yi,saved:Ui,search:ki,write:qi,me:ji,"a/*":fi,"a/*/edit":Ki,"t/*":Fi,"t/*/leaderboard":hi,"t/*/edit":zi,"u/*":$i};function xa({page:e,of:t,part:n}){return t?jn[[e,t,n].filter(Boolean).join("/")]??jn[[e,"*",n].filter(Boolean).join("/")]:jn[e]}function Ca(){let[e,t]=I(Cn),[n,o]=I(q);R(()=>{let a=()=>{Xi.set(e.visit,scrollY),t(Cn())};return addEventListener("popstate",a),addEventListener("click",En),()=>{removeEventListener("popstate",a),removeEventListener("click",En)}},[e]),R(()=>{let a=Xi.get(e.visit);scrollTo(0,a??0),a===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let i=a=>{Ar(a),kr(),Y(),o(a)},s=xa(e);return r(A,{children:[r("a",{class:"skip",href:"#main",onClick:a=>{a.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),r(Pi,{route:e,me:n,choose:i}),r(_r,{}),r("main",{id:"main",tabIndex:-1,"data-visit":e.visit,children:s?r(s,{route:e},`${n} ${e.visit}`):r(Se,{children:"There is no such page."})}),r("footer",{class:"bottom",children:[r("a",{href:"/graphql",children:"GraphiQL, for queries of your own"}),r("button",{class:"quiet",onClick:()=>Le.set(!0),children:["Keys: press ",r("kbd",{children:"?"})]})]}),r(Mo,{}),r(Ti,{}),r(ei,{})]})}var Xi=new Map;history.scrollRestoration="manual";xi();ar(r(Ca,{}),document.body);
