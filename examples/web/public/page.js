var N,Cr,qs,We,yn,Kt,xr,Lt,Er,vn,wn,Qs,vt=Symbol.for("pv"),jt={},Gt=[],Ks=/^m(i|n|o|s|text|space)$/,_n=Array.isArray,Tr=Gt.slice,Ze=Object.assign;function Je(e){e&&e.parentNode&&e.remove()}function Bt(e,t,r,o,i){var s={type:e,props:t,key:r,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:vt,__v:i||++Cr,__i:-1,__u:0};return!i&&N.vnode&&N.vnode(s),s}function k(e){return e.children}function qt(e,t){this.props=e,this.context=t,this.__g=0}function Ve(e,t){if(t==null)return e.__&&Ve(e.__,e.__i+1);for(var r;t<e.__k.length;t++)if((r=e.__k[t])&&r.__e)return r.__e;return typeof e.type!="function"||e.props.__P?null:Ve(e)}function js(e){var t,r=e.__v,o=r.__e,i=[],s=[],a=e.__P;a&&((t=Ze({constructor:vt},r)).__v=r.__v+1,N.vnode&&N.vnode(t),Cn(a,t,r,e.__n,a.namespaceURI,32&r.__u?[o]:null,i,o||Ve(r),32&r.__u,s),t.__v=r.__v,t.__.__k[t.__i]=t,Rr(i,t,s),r.__=r.__e=null,t.__e!=o&&kr(t))}function kr(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),kr(e)}function vr(e){(8&e.__g||(e.__g|=8,We.push(e),Kt++))&&yn==N.debounceRendering||((yn=N.debounceRendering)||queueMicrotask)(Pr)}function Pr(){try{for(var e,t=1;We.length;)We.length>t&&We.sort(xr),e=We.shift(),t=We.length,8&e.__g&&js(e)}finally{(Kt=We.length)&&(yn||queueMicrotask)(Pr)}}function Sr(e,t,r,o,i,s,a,u,p,d,c){var g,m,l,h,_,C,w=o.__k||Gt,v=t.length;for(p=Gs(r,t,w,p,v),g=0;g<v;g++)(l=r.__k[g])!=null&&(m=~l.__i&&w[l.__i]||jt,l.__i=g,C=Cn(e,l,m,i,s,a,u,p,d,c),h=l.__e,(m.ref!=l.ref||8&m.__u)&&(m.ref&&xn(m.ref,null,l,m),l.ref&&c.push(l.ref,l.__c||h,l)),_=_||h,4&l.__u?(p=Ar(l,p,e,!m.__v),m.__e&&(m.__e=null)):typeof l.type=="function"&&C!==void 0?p=C:h&&(p=h.nextSibling),l.__u&=-21);return r.__e=_,p}function Gs(e,t,r,o,i){var s,a,u,p,d,c,g,m,l,h=r.length,_=h,C=0,w=0,v=e.__k=Array(i);for(s=0;s<i;s++)(a=t[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=v[s]=Bt(null,a):_n(a)?a=v[s]=Bt(k,{children:a}):a.constructor===vt&&a.__b?a=v[s]=Bt(a.type,a.props,a.key,a.ref,a.__v):v[s]=a,p=s+C,a.__=e,a.__b=e.__b+1,u=null,~(d=a.__i=Ys(a,r,p,_))&&(_--,(u=r[d])&&(u.__u|=2)),u&&u.__v?(a.__u|=16,d==p-1?C--:d==p+1?C++:d!=p&&(d>p?C--:C++,w=1)):(~d||(i>h?C--:i<h&&C++),typeof a.type!="function"&&(a.__u|=4))):v[s]=null;if(w){for(c=[],g=[],s=0;s<i;s++)if((a=v[s])&&16&a.__u){for(C=0,m=c.length;C<m;)c[l=C+m>>1]<a.__i?C=l+1:m=l;c[C]=a.__i,g[s]=C+1}for(C=c.length;s--;)g[s]&&(g[s]==C?C--:v[s].__u|=4)}if(_)for(s=0;s<h;s++)!(u=r[s])||2&u.__u||(u.__e==o&&(o=Ve(u)),En(u,u));return o}function Ar(e,t,r,o){var i,s,a,u;if(typeof e.type=="function"){if(e.props.__P)return t;if(i=e.__k)for(s=0;s<i.length;s++)i[s]&&(i[s].__=e,t=Ar(i[s],t,r,!1));return t}for(t&&!t.parentNode&&(t=Ve(e))&&!t.parentNode&&(t=null),a=e.__e,u=t;u&&u.nodeType==8;)u=u.nextSibling;for(a!=u&&(!o&&r.moveBefore&&a.parentNode?r.moveBefore(a,t):r.insertBefore(a,t||null)),t=a;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function Ys(e,t,r,o){var i,s=e.key,a=e.type,u=t[r],p=u&&!(2&u.__u);if(u===null&&s==null||p&&s==u.key&&a==u.type)return r;if(o>(p?1:0)){for(i=r-1;i>=0;i--)if((u=t[i])&&!(2&u.__u)&&s==u.key&&a==u.type)return i;for(i=r+1;i<t.length;i++)if((u=t[i])&&!(2&u.__u)&&s==u.key&&a==u.type)return i}return-1}function _r(e,t,r){r==null&&(r=""),t[0]=="-"?e.setProperty(t,r):e[t]=r}function Vt(e,t,r,o,i){var s,a;if(t=="style")if(typeof r=="string")e.style.cssText=r;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)r&&t in r||_r(e.style,t);if(r)for(t in r)o&&r[t]==o[t]||_r(e.style,t,r[t])}else if(t[0]=="o"&&t[1]=="n")typeof r!="function"&&(r=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=r,r&&o||(a=wn[t]||(wn[t]=zs(t)),(e.__a||(e.__a={}))[t]=vn,s=t!=(t=t.replace(Er,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),r?e.addEventListener(t,a,s):e.removeEventListener(t,a,s));else{if(i=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=r??"")}catch{}if(typeof r=="function")return;r==null||r===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&r==1?"":r)}}function zs(e){return function(t){var r=this.__e;if(r){if(r=r[e],t[Lt]==null)t[Lt]=vn++;else if(t[Lt]<this.__a[e])return;return r(N.event?N.event(t):t)}}}function Cn(e,t,r,o,i,s,a,u,p,d){var c,g,m,l,h,_,C,w,v,T,L,Ee,Te,He,ge,Xe,ke,Ae,ve=t.type;if(t.constructor!==vt)return null;128&r.__u&&(p=32&r.__u,c=r.__c.__z)&&(t.__u|=p,g=s=[],c.nodeType==8?u=Qt(c,s):s.push(c),u=s[0]||u),(c=N.__b)&&c(t);e:if(typeof ve=="function"){m=a.length;try{if(w=t.props,v=(c=ve.prototype)&&c.render,T=(c=ve.contextType)&&o[c.__c],L=c?T?T.props.value:c.__:o,(l=r.__c)?(t.__c=l,2&l.__g&&(l.__g|=1)):(v?t.__c=l=new ve(w,L):(t.__c=l=new qt(w,L),l.constructor=ve,l.render=Js),T&&T.sub(l),l.state||(l.state={}),l.__n=o,l.__g|=8,l.__h=[],l.__k=[]),v&&(l.__s||(l.__s=l.state),ve.getDerivedStateFromProps&&(l.__s==l.state&&(l.__s=Ze({},l.__s)),Ze(l.__s,ve.getDerivedStateFromProps(w,l.__s)))),h=l.props,_=l.state,l.__v=t,r.__c){if(w!==h&&v&&!ve.getDerivedStateFromProps&&l.componentWillReceiveProps&&l.componentWillReceiveProps(w,L),t.__v==r.__v&&!(8&l.__g)||!(4&l.__g)&&l.shouldComponentUpdate&&l.shouldComponentUpdate(w,l.__s,L)===!1){t.__v!=r.__v&&(l.props=w,l.state=l.__s,l.__g&=-9),t.__e=r.__e,t.__k=r.__k,t.__k.some(function(ue){ue&&(ue.__=t)}),Gt.push.apply(l.__h,l.__k),l.__k=[],l.__h.length&&a.push(l),u=Ve(r);break e}l.componentWillUpdate&&l.componentWillUpdate(w,l.__s,L),v&&l.componentDidUpdate&&l.__h.push(function(){l.componentDidUpdate(h,_,C)})}else v&&!ve.getDerivedStateFromProps&&l.componentWillMount&&l.componentWillMount(),v&&l.componentDidMount&&l.__h.push(l.componentDidMount);l.context=L,l.props=w,l.__P=e,l.__g&=-5,Ee=N.__r,Te=v?25:0;do l.__g&=-9,Ee&&Ee(t),c=l.render(l.props,l.state=l.__s,l.context);while(8&l.__g&&++Te<25);v&&(Gt.push.apply(l.__h,l.__k),l.__k=[]),l.state=l.__s,l.getChildContext&&(o=Ze({},o,l.getChildContext())),v&&r.__c&&l.getSnapshotBeforeUpdate&&(C=l.getSnapshotBeforeUpdate(h,_)),He=c&&c.type===k&&c.key==null?c.props.children:c,w.__P&&(c=u,i=(e=w.__P).namespaceURI,p=s=null,r.props&&r.props.__P!=e&&(r.__k.some(function(ue){ue&&En(ue,ue)}),r.__k=null),u=r.__k?Ve(r,0):null),u=Sr(e,_n(He)?He:[He],t,r,o,i,s,a,u,p,d),w.__P&&(t.__e=null,u=c),t.__u&=-161,g&&g.some(Je),l.__h.length&&a.push(l),1&l.__g&&(l.__g&=-4)}catch(ue){if(a.length=m,t.__v=null,p||s)if(ue&&ue.then){if(t.__u|=128|p,s){for(~(ke=s.indexOf(u||void 0))||(ke=s.length);(Ae=s[ke-1])&&Ae.nodeType==8;)ke--;for(;ke<s.length;ke++)if(Ae=s[ke])if(s[ke]=null,ge){if(Ae==Xe)break}else{if(Ae.nodeType!=8)break;Ae.data.startsWith("$s")&&(Xe=Qt(ge=Ae))}}if(!ge){for(;u&&u.nodeType==8&&u.nextSibling;)u=u.nextSibling;ge=u}(c=Qt(ge=t.__c.__z||(t.__c.__z=ge)))?(t.__e=ge,u=c):t.__e=u,u=u&&u.nextSibling}else s&&s.some(Je);else t.__e=r.__e;t.__k||(t.__k=r.__k||[]),ue&&ue.then||Ur(t),N.__e(ue,t,r)}}else u=t.__e=Xs(r.__e,t,r,o,i,s,a,p,d,e);return(c=N.diffed)&&c(t),u}function Qt(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var r=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))r++;else if(e.data.startsWith("/$s")&&!--r)return e}t&&t.push(e)}}function Ur(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(Ur))}function Rr(e,t,r){for(var o=0;o<r.length;)xn(r[o++],r[o++],r[o++]);N.__c&&N.__c(t,e),e.some(function(i){try{e=i.__h,i.__h=[],e.some(function(s){s.call(i)})}catch(s){N.__e(s,i.__v)}})}function Xs(e,t,r,o,i,s,a,u,p,d){var c,g,m,l,h,_,C,w,v=r.props||jt,T=t.props,L=t.type;if(L=="svg"?i="http://www.w3.org/2000/svg":L=="math"?i="http://www.w3.org/1998/Math/MathML":i||(i="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((h=s[c])&&(L?h.localName==L:h.nodeType==3)){e=h,s[c]=null;break}}if(!e){if(w=d.ownerDocument||document,!L)return w.createTextNode(T);e=w.createElementNS(i,L,T.is?T:d),u&&(N.__m&&N.__m(t,s),u=!1),s=null}if(L){if(d=L=="template"&&e.content||e,s=L=="textarea"&&T.defaultValue!=null?null:s&&Tr.call(d.childNodes),!u&&s)for(v={},c=0;c<e.attributes.length;c++)v[(h=e.attributes[c]).name]=h.value;for(c in v)h=v[c],c=="dangerouslySetInnerHTML"?m=h:c=="children"||c in T||c=="value"&&"defaultValue"in T||c=="checked"&&"defaultChecked"in T||Vt(e,c,null,h,i);for(c in T)h=T[c],c=="children"?l=h:c=="dangerouslySetInnerHTML"?g=h:c=="value"?_=h:c=="checked"?C=h:u&&typeof h!="function"||v[c]===h||Vt(e,c,h,v[c],i);g?(u||m&&(g.__html==m.__html||g.__html==e.innerHTML)||(e.innerHTML=g.__html),t.__k=[]):(m&&(e.textContent=""),(L=="foreignObject"||i=="http://www.w3.org/1998/Math/MathML"&&Ks.test(L))&&(i="http://www.w3.org/1999/xhtml"),Sr(d,_n(l)?l:[l],t,r,o,i,s,a,s?s[0]:r.__k&&Ve(r,0),u,p),s&&s.some(Je)),u&&L!="textarea"||(c="value",L=="progress"&&_==null?e.removeAttribute(c):_==null||_===e[c]&&(L!="progress"||_)||Vt(e,c,_,v[c],i),c="checked",C!=null&&C!=e[c]&&Vt(e,c,C,v[c],i))}else v===T||u&&e.data==T||(e.data=T);return e}function xn(e,t,r,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(i){N.__e(i,r)}}function En(e,t,r){var o,i,s,a;if(N.unmount&&N.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||xn(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(u){N.__e(u,t)}o.__P=o.__n=null}if(o=e.__k)for(a=0;a<o.length;a++)o[a]&&En(o[a],t,typeof e.type!="function"||r&&!e.props.__P);!r&&(o=e.__c)&&(o=o.__z)&&(i=Qt(o,s=[]))&&(o==e.__e&&s.some(Je),Je(i),Je(o)),r||Je(e.__e),e.__e=e.__c=e.__=null}function Js(e,t,r){return this.constructor(e,r)}function Mr(e,t){var r,o,i,s;N.__&&N.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(r=e&&32&e.__u)?null:t.__k,t.__k=Bt(k,{children:[e]}),i=[],s=[],Cn(t,t.__k,o||jt,jt,t.namespaceURI,o?null:t.firstChild?Tr.call(t.childNodes):null,i,o?o.__e:t.firstChild,r,s),Rr(i,t.__k,s),t.__k.props.children=null}N={__e:function(e,t,r,o){for(var i,s,a;t=t.__;)if((i=t.__c)&&!(1&i.__g)){i.__g|=4;try{if((a=(s=i.constructor)&&s.getDerivedStateFromError)&&i.setState(s.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,o||{}),a=1),a&&8&i.__g)return void(i.__g|=2)}catch(u){e=u}}throw Kt=0,e}},Cr=0,qs=function(e){return e!=null&&e.constructor===vt},qt.prototype.setState=function(e,t){var r=this.__s;r&&r!=this.state||(r=this.__s=Ze({},this.state)),typeof e=="function"&&(e=e(Ze({},r),this.props)),e&&(Ze(r,e),this.__v&&(t&&this.__k.push(t),vr(this)))},qt.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),vr(this))},qt.prototype.render=k,We=[],Kt=0,xr=function(e,t){return e.__v.__b-t.__v.__b},Lt=Symbol(),Er=/(PointerCapture)$|Capture$/i,vn=0,wn={},Qs=0;var Ct,Z,Tn,Ir,kn=Object.is,Yt=0,Lr=[],Pn=[],X=N,Dr=X.__b,Fr=X.__r,$r=X.diffed,Or=X.__c,Nr=X.unmount,Hr=X.__;function An(e,t){X.__h&&X.__h(Z,e,Yt||t),Yt=0;var r=Z.__H||(Z.__H={__:[],__h:[]});return e>=r.__.length&&r.__.push({}),r.__[e]}function U(e){return Yt=1,Un(qr,e)}function Un(e,t,r){var o=An(Ct++,2);if(o.t=e,!o.__c&&(o.__=[r?r(t):qr(void 0,t),function(s){var a=(o.__N||o.__)[0],u=o.t(a,s);kn(a,u)||(o.__N=[u,o.__[1]],o.__c.setState({}))}],o.__c=Z,!Z.__f)){Z.__f=!0;var i=Z.shouldComponentUpdate;Z.shouldComponentUpdate=function(s,a,u){var p=this.__H;if(!p)return!0;var d=!1,c=this.props!=s;if(p.__.some(function(m){m.__N&&(d=!0,kn(m.__[0],m.__N[0])||(c=!0))}),i){var g=i.call(this,s,a,u);return d?g||c:g}return!d||c}}return o.__}function H(e,t){var r=An(Ct++,3);!X.__s&&Br(r.__H,t)&&(r.__P=!0,r.__=e,r.u=t,Z.__H.__h.push(r))}function _e(e){return Yt=5,xt(function(){return{current:e}},[])}function xt(e,t){var r=An(Ct++,7);return Br(r.__H,t)&&(r.__=e(),r.__H=t),r.__}function Zs(){var e;do{for(;e=Pn.shift();)try{_t(e)}catch(r){X.__e(r,{__:(e=e.__P)&&e.__v})}for(;e=Lr.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(_t),t.__h.some(Sn),t.__h=[]}catch(r){t.__h=[],X.__e(r,e.__v)}}}while(Pn.length)}X.__b=function(e){Z=null,Dr&&Dr(e)},X.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Hr&&Hr(e,t)},X.__r=function(e){Fr&&Fr(e),Ct=0;var t=(Z=e.__c).__H;t&&(Tn==Z?Z.__h=[]:(t.__h.some(_t),t.__h.some(Sn),Ct=0),t.__h=[],t.__.some(function(r){r.__N&&(r.__=r.__N),r.u=r.__N=void 0})),Tn=Z},X.diffed=function(e){$r&&$r(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&Vr(Lr.push(t)),t.__H.__.some(function(r){r.u&&(r.__H=r.u)})),Tn=Z=null},X.__c=function(e,t){t.some(function(r){try{r.__h.some(_t),r.__h=r.__h.filter(function(o){return!o.__||Sn(o)})}catch(o){r.__h=[function(){throw o}]}}),Or&&Or(e,t)},X.unmount=function(e){Nr&&Nr(e);var t,r,o=e.__c;o&&o.__H&&(o.__H.__.some(function(i){try{if(i.__P&&i.__c){if(r===void 0){for(r=e.__;r&&(!r.__c||!r.__c.__P);)r=r.__;r=r&&r.__c}i.__P=r,Vr(Pn.push(i))}else _t(i)}catch(s){t=s}}),o.__H=void 0,t&&X.__e(t,o.__v))};var Wr=typeof requestAnimationFrame=="function";function ea(e){var t,r=function(){clearTimeout(o),Wr&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(r,35);Wr&&(t=requestAnimationFrame(r))}function Vr(e){e!=1&&Ir==X.requestAnimationFrame||((Ir=X.requestAnimationFrame)||ea)(Zs)}function _t(e){var t=Z,r=e.__c;typeof r=="function"&&(e.__c=void 0,r()),Z=t}function Sn(e){var t=Z;e.__c=e.__(),Z=t}function Br(e,t){return!e||e.length!=t.length||t.some(function(r,o){return!kn(r,e[o])})}function qr(e,t){return typeof t=="function"?t(e):t}function se(e){let t=new Set;return{get:()=>e,set(r){e=r;for(let o of t)o()},watch(r){return t.add(r),()=>{t.delete(r)}}}}function q(e){let[t,r]=U(()=>e.get());return H(()=>(r(()=>e.get()),e.watch(()=>r(()=>e.get()))),[e]),t}var ta=Symbol.for("pv"),na=0;function n(e,t,r,o,i,s){t||(t={});var a,u,p=t;if("ref"in p&&typeof e!="function")for(u in p={},t)u=="ref"?a=t[u]:p[u]=t[u];var d={type:e,props:p,key:r,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:ta,__v:--na,__i:-1,__u:0};return(i||s)&&(d.__source=i,d.__self=s),N.vnode&&N.vnode(d),d}var Qr=[1e3,2e3,4e3,8e3],et=se(!1),Rn=!1;function Et(){et.get()&&et.set(!1)}async function zt(){if(!Rn){Rn=!0;for(let e=0;!await ra();e++){et.get()||et.set(!0);let t=Qr[Math.min(e,Qr.length-1)]??0;await new Promise(r=>setTimeout(r,t))}Rn=!1,Et()}}function Kr(){let e=q(et);return n("div",{class:"outage",role:"status","aria-live":"polite",children:e&&n("p",{children:"The gateway does not answer. What you see is from before; it is asked again until it does."})})}async function ra(){try{return(await fetch("/healthz",{cache:"no-store",signal:AbortSignal.timeout(5e3)})).ok}catch{return!1}}var Fe=se(""),Xt=se(0);function jr(e){let{viewer:t,markNotificationsRead:r}=e,o=(t??r)?.inbox?.unreadCount;(t===null||o!==void 0)&&Xt.set(o??0),(t===null||t?.user)&&Fe.set(t?.user?.id??"")}var oa=6e3,Mn=se(""),Gr=0;function j(e){clearTimeout(Gr),Mn.set(e),Gr=setTimeout(()=>Mn.set(""),oa)}function Yr(){let e=q(Mn);return n("div",{class:"notice",role:"status","aria-live":"polite",children:e&&n("p",{children:e})})}var In=0,ia={article:"a",tribe:"t",user:"u"};function Dn(){if(location.hash.startsWith("#/")){let[s="",...a]=location.hash.slice(2).split("/");history.replaceState(history.state,"",st(`/${[ia[s]??s,...a].join("/")}`))}let[e="",t="",r=""]=location.pathname.slice(1).split("/").map(sa),o=history.state;In=Math.max(In,o?.visit??0);let i=o?.visit??++In;return o?.visit===void 0&&history.replaceState({visit:i},""),{page:e,of:t,part:r,query:new URLSearchParams(location.search),visit:i}}function f(e,t="",r={},o=""){let i=new URLSearchParams(Object.entries(r).filter(([,a])=>a)).toString();return`/${[e,t,o].filter(Boolean).map(a=>encodeURIComponent(a).replaceAll("%3D","=")).join("/")}${i&&`?${i}`}`}function st(e){return e.replace(/^[/\\]+/,"/")}function te(e){e===location.pathname+location.search?history.replaceState(null,"",st(e)):history.pushState(null,"",st(e)),dispatchEvent(new PopStateEvent("popstate"))}function Fn(e){let t=e.target.closest("a"),r=e.button||e.ctrlKey||e.metaKey||e.shiftKey||e.altKey;if(!t||r||e.defaultPrevented||t.target||t.hasAttribute("download"))return;let o=new URL(t.href);o.origin!==location.origin||o.hash||o.pathname.startsWith("/graphql")||(e.preventDefault(),te(o.pathname+o.search))}function ne(e,t,r){return r.find(o=>o===e.query.get(t))??r[0]}function sa(e){try{return decodeURIComponent(e)}catch{return e}}var Jt="bandstand.viewer",aa="you",zr=["you","pat","enzo","jutta","masako","colin"],Tt=se(sessionStorage.getItem(Jt)??localStorage.getItem(Jt)??aa);function J(){return Tt.get()}function kt(e){Tt.set(e)}function Xr(e){kt(e),sessionStorage.setItem(Jt,e),localStorage.setItem(Jt,e)}function tt(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var at="bandstand.signed-in",Zr="/signed-in",la=6e4,On=5e3,ua=2**31-1,Pt="development",$e,fe=null,$n,St=0,eo=new Set;function to(){return Pt}function he(){return Pt==="development"?"Choose who you are first, at the top of the page.":Pt==="openid"?"Sign in first, at the top of the page.":"Nobody can sign in here."}async function no(){let e=await da();return e.development||(kt(""),$e=e.openid,Pt=$e?"openid":"none",!$e)?null:(addEventListener("storage",({key:t,newValue:r})=>t===at&&r===null&&Hn()),addEventListener("visibilitychange",()=>{lo()}),location.pathname===Zr?ca($e):(localStorage.getItem(at)!==null&&await Nn(!0),null))}function ro(){return Nn(!1)}async function oo(){let e=fe;localStorage.removeItem(at),Hn();try{$e&&e&&await(await import("./openid.js")).end($e,e)}catch{j("You are signed out here. The sign-in service does not answer: sign out there, too.")}}async function Ut(e){if(Pt==="development")return e?{"X-Viewer":e}:{};let t=e&&e===J()?await lo():"";return t?{Authorization:`Bearer ${t}`}:{}}async function io(){if(!fe)return!1;let e=fe.access;return await At(),fe!==null&&fe.access!==e}function so(e){eo.add(e)}async function da(){for(let e=1;;e++)try{return await(await fetch("/sign-in.json")).json()}catch{if(e===3)return{}}}async function Nn(e){let t=await import("./openid.js");try{await t.leave($e,st(location.pathname+location.search),location.origin+Zr,e)}catch{j(t.AWAY);return}await new Promise(()=>{})}async function ca(e){let t=await import("./openid.js"),r=await t.returned(e,new URL(location.href));if(history.replaceState(null,"",st(r?.from??"/")),!r)return localStorage.getItem(at)===null?j(t.ELSEWHERE):await Nn(!0),null;if(!r.tokens)return r.over&&localStorage.removeItem(at),r.told&&j(r.told),null;localStorage.setItem(at,"1"),ao(r.tokens),kt(r.tokens.viewer);let{name:o,handle:i}=r.tokens;return o?{name:o,handle:i}:null}function ao(e){fe=e;let t=e.endsAt-Date.now();clearTimeout(St),St=setTimeout(()=>{At()},Math.min(Math.max(t-la,t/2),ua));for(let r of eo)r()}async function lo(){return fe&&fe.endsAt-Date.now()<On&&await At(),fe?.access??""}function At(){return $n??=pa().finally(()=>$n=void 0),$n}async function pa(){let e=fe;if(!e||!$e)return;if(e.refresh===void 0){e.endsAt-Date.now()<On?Jr():St=setTimeout(()=>{At()},e.endsAt-Date.now());return}let t=await import("./openid.js");try{let r=await t.renewed($e,e);fe===e&&ao(r)}catch(r){if(fe!==e)return;t.isRefusal(r)||e.endsAt<Date.now()?Jr():St=setTimeout(()=>{At()},On)}}function Jr(){Hn(),j("Your sign-in has ended. Sign in again; what you were writing is kept.")}function Hn(){clearTimeout(St),fe=null,kt("")}var ma=5e3,Le=new Map,Wn=se(0);function Oe(e){if(uo(e)){for(let t of Le.keys()){if(Le.size<=ma)break;Le.delete(t)}Wn.set(Wn.get()+1)}}function uo(e){if(e===null||typeof e!="object")return!1;let t=!1,r=e;if(!Array.isArray(e)&&typeof r.id=="string"){let o=Le.get(r.id)??{},i=Object.entries(r).filter(([,s])=>s===null||typeof s!="object");i.some(([s,a])=>o[s]!==a)&&(Le.set(r.id,{...o,...Object.fromEntries(i)}),t=!0)}for(let o of Object.values(r))t=uo(o)||t;return t}function D(e){return{...e,...Le.get(e.id)}}function Rt(e){Oe({id:e,gone:!0})}function lt(e){return e.map(D).filter(t=>!("gone"in t&&t.gone))}function co(e,t){let r=Le.get(e)??{};Oe({id:e,...t});let o=Object.fromEntries(Object.keys(t).map(i=>[i,r[i]]));return()=>Oe({id:e,...o})}function po(){Le.clear()}function F(){q(Wn)}var Mt="",Zt={};function ut(){if(!Mt)return"";let e=Object.fromEntries(Object.entries(Zt).sort());return btoa(JSON.stringify([Mt,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function Vn(e){let[t,r]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));t>Mt&&(Mt=t);for(let[o,i]of Object.entries(r))Zt[o]=Math.max(Zt[o]??0,i)}function mo(){Mt="",Zt={}}var ga=3,fa=300,ha=1e4,Ue=class extends Error{constructor(r,o,i,s=null){super(r);this.code=o;this.retryable=i;this.data=s}code;retryable;data},Ln=new Set;async function Pe(e,t){if(!e.trimStart().startsWith("mutation"))return await Promise.allSettled(Ln),go(e,t);let r=go(e,t);return Ln.add(r),r.finally(()=>Ln.delete(r))}async function go(e,t){for(let r=1;;r++)try{return await ba(e,t)}catch(o){if(!(o instanceof Ue)||!o.retryable||r===ga)throw o;await new Promise(i=>setTimeout(i,fa*r))}}async function ba(e,t){let r=J(),o=JSON.stringify({query:e.toString(),variables:t}),i=await fo(o);i.status===401&&await io()&&(i=await fo(o));let[s]=i.errors??[];if(i.data&&ya(i.data,r),s){let{code:a="INTERNAL",retryable:u=!1}=s.extensions??{};throw a==="BAD_USER_INPUT"&&s.message.includes("X-Consistency-Token")&&mo(),new Ue(s.message,a,u,i.data??null)}return i.extensions?.consistency&&Vn(i.extensions.consistency.token),i.data}function ya(e,t){for(let r of Object.values(e))r?.receipt&&Vn(r.receipt.token);t===J()&&(jr(e),Oe(e))}async function fo(e){let t={"Content-Type":"application/json",...await Ut(J())};ut()&&(t["X-Consistency-Token"]=ut());try{let r=AbortSignal.timeout(ha),o=await fetch("/graphql",{method:"POST",headers:t,body:e,signal:r}),i=await o.json();return Et(),{...i,status:o.status}}catch{throw zt(),new Ue("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var b=class extends String{__apiType;value;__meta__;constructor(t,r){super(t),this.value=t,this.__meta__=r}toString(){return this.value}};var ho=new b(`
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
}`),bo=new b(`
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
}`),yo=new b(`
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
}`),wo=new b(`
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
}`),vo=new b(`
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
}`),_o=new b(`
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
}`),Co=new b(`
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
}`),xo=new b(`
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
}`),Eo=new b(`
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
}`),To=new b(`
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
}`),ko=new b(`
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
}`),Po=new b(`
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
}`),So=new b(`
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
}`),Ao=new b(`
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
}`),Uo=new b(`
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
}`),Ro=new b(`
    subscription NotificationReceived {
  notificationReceived {
    at
    isRead
  }
}
    `),Mo=new b(`
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
}`),Io=new b(`
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
}`),Do=new b(`
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
}`),Fo=new b(`
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
}`),$o=new b(`
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
}`),Oo=new b(`
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
}`),No=new b(`
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
}`),Ho=new b(`
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
}`),Wo=new b(`
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
}`),Vo=new b(`
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
}`),Lo=new b(`
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
}`),Bo=new b(`
    query CasesPage($slug: String!, $queue: CaseQueue!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    viewerCanModerate
    viewerCanEdit
    owners(first: 50) {
      edges {
        node {
          ...Person
        }
      }
    }
    moderators(first: 50) {
      edges {
        node {
          ...Person
        }
      }
    }
    cases(queue: $queue, first: 20, after: $after) {
      edges {
        node {
          ...CaseShown
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment CaseShown on Case {
  id
  kind
  reportCount
  reports(first: 5) {
    edges {
      node {
        at
        reason
        note
        reporter {
          ...Person
        }
      }
    }
  }
  decision {
    kind
    reason
    note
  }
  decidedAt
  decidedBy {
    ...Person
  }
  article {
    id
    title
    excerpt
    viewerCanHide
    author {
      ...Person
    }
  }
  comment {
    id
    body
    viewerCanHide
    author {
      ...Person
    }
    article {
      id
      title
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
}`),qo=new b(`
    query HiddenPage($id: ID!, $after: String) {
  viewer {
    ...Me
  }
  article(id: $id) {
    id
    title
    hiddenComments(first: 20, after: $after) {
      edges {
        node {
          ...Said
          hidden {
            reason
            note
          }
          hiddenBy {
            ...Person
          }
          hiddenByAuthor {
            reason
            note
          }
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
}`),Qo=new b(`
    query Named($handle: String!) {
  user(handle: $handle) {
    ...Person
  }
}
    fragment Person on User {
  id
  handle
  name
  avatarUrl
}`),Ko=new b(`
    mutation UnhideComment($input: UnhideCommentInput!) {
  unhideComment(input: $input) {
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
}`),jo=new b(`
    mutation DismissArticleReports($input: DismissArticleReportsInput!) {
  dismissArticleReports(input: $input) {
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
}`),Go=new b(`
    mutation DismissCommentReports($input: DismissCommentReportsInput!) {
  dismissCommentReports(input: $input) {
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
}`),Yo=new b(`
    mutation GiveTribeRole($input: GiveTribeRoleInput!) {
  giveTribeRole(input: $input) {
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
}`),zo=new b(`
    mutation TakeTribeRole($input: TakeTribeRoleInput!) {
  takeTribeRole(input: $input) {
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
}`),Xo=new b(`
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
}`),Jo=new b(`
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
}`),Zo=new b(`
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
}`),ei=new b(`
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
}`),ti=new b(`
    query TribePage($slug: String!, $order: FeedOrder!, $window: Window!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    description
    articleCount
    viewerCanEdit
    viewerCanModerate
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
}`),ni=new b(`
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
}`),ri=new b(`
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
}`),oi=new b(`
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
}`),ii=new b(`
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
}`),si=new b(`
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
}`),ai=new b(`
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
}`),li=new b(`
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
}`),ui=new b(`
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
}`),di=new b(`
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
}`),ci=new b(`
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
}`),pi=new b(`
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
}`),mi=new b(`
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
}`),gi=new b(`
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
}`),fi=new b(`
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
}`),hi=new b(`
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
}`),bi=new b(`
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
}`),yi=new b(`
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
}`),wi=new b(`
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
}`),vi=new b(`
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
}`),en=new b(`
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
}`),Bn=new b(`
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
}`),_i=new b(`
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
}`);var wa=5e3,va=30,dt=new Map,tn=se(0);function G(){dt.clear(),tn.set(tn.get()+1)}function M(e,t,r,o=()=>null){let[,i]=Un(m=>m+1,0),s=`${e} ${JSON.stringify(r)}`,a=xt(()=>dt.get(s)??_a(s),[s]);async function u(m){if(a.busy){a.late||=m===null;return}Object.assign(a,{busy:!0,late:!1,failure:null}),i(void 0);try{let l=await Pe(t,m===null?r:{...r,after:m});a.answers=m===null?[l]:[...a.answers,l]}catch(l){a.failure=l instanceof Ue?l:new Ue(String(l),"INTERNAL",!1),a.failure.data&&!a.answers.length&&(a.answers=[a.failure.data])}a.busy=!1,i(void 0),a.late&&await u(null)}H(()=>{a.answers.length||u(null)},[s]);let p=a.answers.at(-1),d=p&&o(p)?.pageInfo,c=()=>u(a.answers.length&&a.failure&&d?d.endCursor:null),g=q(et);return H(()=>{if(g||!a.failure?.retryable)return;let m=setTimeout(()=>{c()},wa);return()=>clearTimeout(m)},[a.failure,g]),H(()=>{!g&&a.failure?.code==="UNREACHABLE"&&c()},[g]),{...a,first:a.answers[0],more:d?.hasNextPage?()=>u(d.endCursor):null,again:c,refresh:()=>u(null)}}function S(e){return e?.edges.map(({node:t})=>t)??[]}function _a(e){let t={answers:[],failure:null,busy:!1,late:!1};dt.set(e,t);let[r]=dt.keys();return dt.size>va&&r!==void 0&&dt.delete(r),t}async function W(e,t){try{let r=await Pe(e,t),[o]=Object.values(r),s=(o?.userErrors??[]).filter(({code:a})=>a!=="STALE");return{done:!s.length,payload:o??null,wrong:s}}catch(r){return{done:!1,payload:null,wrong:[{field:null,path:null,message:r instanceof Ue&&r.code==="UNAUTHENTICATED"?he():String(r.message),code:"INVALID"}]}}}function ct(e){return e.map(({message:t})=>t).join(" ")}function Ci(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}var qn=new Set;function nn(e){let t={input:{articleId:e.id}};return It(e.id,Mi(e),()=>e.viewerHasBumped?re(bo,t):re(ho,t))}function xi(e){let t={input:{articleId:e.id}};return G(),It(e.id,{viewerHasSaved:!e.viewerHasSaved},()=>e.viewerHasSaved?re(So,t):re(Po,t))}function Ei(e){let t={input:{commentId:e.id}};return It(e.id,Mi(e),()=>e.viewerHasBumped?re(wo,t):re(yo,t))}function Re(e){let t={input:{tribeId:e.id}};return G(),It(e.id,Ii(e),()=>e.viewerIsFollowing?re(_o,t):re(vo,t))}function rn(e){let t={input:{userId:e.id}};return G(),It(e.id,Ii(e),()=>e.viewerIsFollowing?re(xo,t):re(Co,t))}function Ti(e,t,r,o){return re(Eo,{input:{articleId:e,parentId:t,body:r,idempotencyKey:o}})}function ki(e,t){return re(wi,{input:{commentId:e,body:t}})}async function Pi(e){let t=await re(vi,{input:{commentId:e}});return t&&Rt(e),t}async function Si(e){let t=await re(hi,{input:{articleId:e}});return t&&Rt(e),G(),t}function Ai(e,t,r){let o={input:{articleId:e,tribeId:t}};return re(r?yi:bi,o)}async function Ui(e){await Pe(To,{input:{articleId:e}}).catch(()=>{})}function Ri(e){return re(ko,{input:{until:e}})}async function on(e,t){(await Pe(Xo,{}).catch(()=>{}))?.viewer?.user?.name===null&&await re(en,{input:{name:e,handle:t}})}function Mi(e){let t=e.viewerHasBumped?-1:1;return{viewerHasBumped:t>0,bumpCount:e.bumpCount+t}}function Ii(e){let t=e.viewerIsFollowing?-1:1,r=e.followerCount===void 0?{}:{followerCount:e.followerCount+t};return{viewerIsFollowing:t>0,...r}}async function It(e,t,r){if(qn.has(e))return!1;qn.add(e);let o=co(e,{...t}),i=await r().finally(()=>qn.delete(e));return i||o(),i}async function re(e,t){let{done:r,wrong:o}=await W(e,t);return o.length&&j(ct(o)),r}var Qn=[["SPAM","Advertising or spam"],["ABUSE","It attacks somebody"],["OFF_TOPIC","It does not belong here"],["ILLEGAL","It is against the law"],["OTHER","Something else"]];function pt(e){return Qn.find(([t])=>t===e)?.[1]??"Something else"}var Di="It stays. The case is closed.",Kn="Thank you. Those who moderate will look at it.";async function Fi(e,t){be(await W(Io,{input:{articleId:e,...t}}),Kn)}async function $i(e,t){be(await W(Do,{input:{commentId:e,...t}}),Kn)}async function Oi(e,t){be(await W(Fo,{input:{userId:e,...t}}),Kn)}async function sn(e,t){let r=be(await W($o,{input:{articleId:e,...t}}),"It is hidden.");return G(),r}async function an(e){let t=be(await W(Oo,{input:{articleId:e}}),"It is shown again.");return G(),t}async function ln(e,t){let r=be(await W(No,{input:{commentId:e,...t}}),"It is hidden.");return r&&Rt(e),r}async function jn(e){let t=be(await W(Ko,{input:{commentId:e}}),"It is shown again.");return t&&Oe({id:e,gone:!1}),G(),t}async function Ni(e){return be(await W(jo,{input:{articleId:e}}),Di)}async function Hi(e){return be(await W(Go,{input:{commentId:e}}),Di)}async function Wi(e,t,r){return be(await W(Yo,{input:{tribeId:e,userId:t,role:r}}),"The role is given.")}async function Vi(e,t,r){return be(await W(zo,{input:{tribeId:e,userId:t,role:r}}),"The role is taken.")}async function Li(e){let t={input:{userId:e.id}},r=e.viewerIsMuting?await W(Wo,t):await W(Ho,t);be(r,e.viewerIsMuting?"You see what they write again.":"You do not see any more what they write."),G()}async function Bi(e){let t={input:{userId:e.id}},r=e.viewerIsBlocking?await W(Lo,t):await W(Vo,t);be(r,e.viewerIsBlocking?"They are blocked no more.":"They are blocked: they cannot answer you any more."),G()}function be({done:e,wrong:t},r){return j(e?r:ct(t)),e}var un=se(null);function nt(e,t,r){return new Promise(o=>un.set({title:e,words:t,button:r,reasoned:!1,answer:i=>o(i!==null)}))}function Me(e,t,r){return new Promise(o=>un.set({title:e,words:t,button:r,reasoned:!0,answer:i=>o(i===!0?null:i)}))}function qi(){let e=q(un),t=_e(null);H(()=>{e?t.current?.showModal():t.current?.close()},[e]);let r=o=>{e?.answer(o),un.set(null)};return n("dialog",{ref:t,class:"panel","aria-labelledby":"question",onClose:()=>e&&r(null),children:e&&n("form",{class:"form",onSubmit:o=>{o.preventDefault();let i=new FormData(o.currentTarget);r(e.reasoned?{reason:i.get("reason"),note:String(i.get("note")).trim()}:!0)},children:[n("h2",{id:"question",children:e.title}),n("p",{children:e.words}),e.reasoned&&n(k,{children:[n("fieldset",{class:"choices",children:[n("legend",{children:"Why?"}),Qn.map(([o,i],s)=>n("label",{children:[n("input",{type:"radio",name:"reason",value:o,defaultChecked:s===0}),i]},o))]}),n("label",{class:"field",children:[n("span",{children:["In your words ",n("small",{children:"(may be empty)"})]}),n("textarea",{name:"note",rows:2,maxLength:500})]})]}),n("div",{class:"writing-foot",children:[n("button",{type:"button",class:"quiet",onClick:()=>r(null),children:"Cancel"}),n("button",{class:"primary",children:e.button})]})]})})}function mt({of:e,thumb:t=!1,soon:r=!1}){let[o,i]=U(!1),s=!t&&e.width&&e.height,a={...s&&{aspectRatio:`${e.width} / ${e.height}`},...e.blurHash&&{backgroundColor:xa(e.blurHash)}};return!Dt(e.url)||o?n("span",{class:t?"picture thumb":"picture missing",children:!t&&(e.alt||"This picture is not there.")}):e.type?.startsWith("video/")?t?n("span",{class:"picture thumb film",style:a}):n("span",{class:"picture",style:a,children:n("video",{src:e.url,"aria-label":e.alt,controls:!0,preload:"metadata",onError:()=>i(!0)})}):n("span",{class:t?"picture thumb":"picture",style:a,children:n("img",{src:e.url,alt:t?"":e.alt,loading:r?"eager":"lazy",decoding:"async",referrerpolicy:"no-referrer",onError:()=>i(!0),...s&&{width:e.width??0,height:e.height??0}})})}function Dt(e){return/^(https:\/\/|\/(?!\/))/.test(e)||e.startsWith(`${location.origin}/`)}var Ca="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";function xa(e){let t=0;for(let r of e.slice(2,6))t=t*83+Math.max(0,Ca.indexOf(r));return`#${(t&16777215).toString(16).padStart(6,"0")}`}var Ea=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),Ta=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"narrow"}),ka=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function Gn(e){return Ea.format(e)}function E(e,t,r=`${t}s`){return`${Gn(e)} ${e===1?t:r}`}function Ft(e){let t=(Date.parse(e)-Date.now())/1e3;for(let[r,o]of ka)if(Math.abs(t)>=o)return Ta.format(Math.trunc(t/o),r);return"just now"}function Qi(e){let t=e.split(/[\s-]+/).filter(Boolean);return(t.length>1?[t[0],t.at(-1)]:t).map(r=>[...r??""][0]).join("").toUpperCase()}function Ki(e){let t=7;for(let r of e)t=(t*31+(r.codePointAt(0)??0))%3600;return t%360}function Q({name:e,square:t,picture:r}){let[o,i]=U(null);return n("span",{class:t?"avatar square":"avatar",style:{"--hue":Ki(e)},"aria-hidden":"true",children:r&&r!==o&&Dt(r)?n("img",{src:r,alt:"",loading:"lazy",referrerpolicy:"no-referrer",onError:()=>i(r)}):Qi(e)})}function oe({of:e}){let t=D(e);return n(Q,{name:y(t),picture:t.avatarUrl})}function $(e){H(()=>{document.title=e?`${e} \xB7 Bandstand`:"Bandstand"},[e])}function y(e){return e.name??e.handle??e.slug??(e.id===Fe.get()?"You":"Somebody new")}function K({user:e}){F();let t=D(e);return t.handle===null?n("span",{children:y(t)}):n("a",{href:f("u",t.handle),children:y(t)})}function de({tribe:e}){let t=D(e);return t.slug===null?n("span",{children:y(t)}):n("a",{href:f("t",t.slug),children:y(t)})}function Ie({at:e}){return n("time",{dateTime:e,title:new Date(e).toLocaleString(),children:Ft(e)})}function Pa(){return n("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:n("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function gt({of:e,what:t,bump:r}){F();let o=D(e);return n("button",{class:"bump","data-bump":!0,"aria-pressed":o.viewerHasBumped,onClick:()=>{r(o)},"aria-label":`Bump ${t}, ${E(o.bumpCount,"bump")}`,children:[n(Pa,{}),n("span",{class:"number",children:Gn(o.bumpCount)})]})}var ji="";function Ce({of:e,name:t,follow:r}){let o=_e(null);H(()=>{e.id===ji&&document.activeElement===document.body&&o.current?.focus({preventScroll:!0})},[]);let i=()=>{ji=e.id,r()};return n("button",{class:e.viewerIsFollowing?"follow followed":"follow",ref:o,onClick:i,children:[e.viewerIsFollowing?"Following":"Follow",n("span",{class:"unseen",children:[" ",t]})]})}function ft({title:e,tribes:t}){return F(),t.length?n("section",{class:"panel",children:[n("h2",{children:e}),n("ul",{class:"rows",children:lt(t).map(r=>n("li",{children:[n(Q,{name:y(r),square:!0}),n("span",{class:"row-name",children:[n(de,{tribe:r}),n("small",{children:E(r.followerCount,"follower")})]}),n(Ce,{of:r,name:y(r),follow:()=>Re(r)})]},r.id))})]}):null}function ee(e){return n("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([t,r])=>n("a",{href:e.href(t),"aria-current":t===e.chosen?"true":void 0,children:r},t))})}function Se({html:e}){return n("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function O({failure:e,again:t}){return e.code==="BAD_USER_INPUT"?n(pe,{children:["There is nothing to find here: ",e.message,"."]}):n("div",{class:"trouble panel",role:"alert",children:[n("p",{children:e.message}),e.retryable&&n("p",{class:"quiet-words",children:"It is tried again by itself."}),n("button",{onClick:t,children:"Try again"})]})}function A({children:e}){return n("div",{class:"empty panel",children:e})}function pe({children:e}){return n(A,{children:[n("h1",{children:e}),n("p",{children:n("a",{class:"chip",href:f(""),children:"Home"})})]})}var Sa=3e3;function V({rows:e=12}){let[t,r]=U(!1);return H(()=>{let o=setTimeout(()=>r(!0),Sa);return()=>clearTimeout(o)},[]),n("div",{class:"skeleton",role:"status","aria-label":t?void 0:"Loading",children:[t&&n("p",{class:"waiting panel",children:"Still waiting for the gateway\u2026"}),Array.from({length:e},(o,i)=>n("div",{class:"panel",children:[n("i",{}),n("i",{}),n("i",{})]},i))]})}function ce({more:e,busy:t}){return e?n("button",{class:"more",onClick:e,"aria-disabled":t,children:t?"Loading\u2026":"More"}):null}var rt=[["NEW","New"],["HOT","Hot"],["TOP","Top"]];function Be(e){let t=new Map;for(let r of e)for(let{node:o}of r?.edges??[])t.has(o.id)||t.set(o.id,o);return[...t.values()]}var Aa=4;function qe({articles:e,more:t,busy:r,above:o}){return F(),n(k,{children:[n("ol",{class:"feed",children:lt(e).map((i,s)=>n("li",{children:n(zn,{article:i,soon:s<Aa,above:o?.(i)})},i.id))}),n(ce,{more:t,busy:r})]})}function Yn({article:e,children:t}){return n("div",{class:"byline",children:[n(oe,{of:e.author}),n("p",{children:[n(K,{user:e.author}),n("span",{class:"byline-place",children:[n("span",{"aria-hidden":"true",children:" \xB7 "}),n(de,{tribe:e.tribe}),n("span",{class:"whole",children:[n("span",{"aria-hidden":"true",children:" \xB7 "}),n(Ie,{at:e.publishedAt})]})]})]}),t]})}function zn({article:e,soon:t=!1,above:r}){let[o]=e.media,i=f("a",e.id);return n("article",{class:o?"card panel pictured":"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[n("div",{class:"card-words",children:[r&&n("p",{class:"quiet-words",children:r}),n(Yn,{article:e}),n("h2",{id:`title-${e.id}`,children:n("a",{"data-open":!0,href:i,children:e.title})}),e.excerpt&&n("p",{class:"excerpt",children:e.excerpt})]}),o&&n("a",{class:"card-picture",href:i,tabIndex:-1,"aria-hidden":"true",children:n(mt,{of:o,thumb:!0,soon:t})}),n("p",{class:"foot",children:[n(gt,{of:e,what:e.title,bump:nn}),n("a",{class:"said",href:i,children:E(e.commentCount,"comment")}),n("span",{class:"seen",children:E(e.viewCount,"view")})]})]})}function me(e){return e===null?"null":Array.isArray(e)?"array":typeof e}function Qe(e){return me(e)==="object"}function Ua(e){return Array.isArray(e)&&e.length>0&&e.every(t=>"message"in t)}function Xn(e,t){return e.length<124?e:t}var Gi="graphql-transport-ws";var ye=(e=>(e[e.InternalServerError=4500]="InternalServerError",e[e.InternalClientError=4005]="InternalClientError",e[e.BadRequest=4400]="BadRequest",e[e.BadResponse=4004]="BadResponse",e[e.Unauthorized=4401]="Unauthorized",e[e.Forbidden=4403]="Forbidden",e[e.SubprotocolNotAcceptable=4406]="SubprotocolNotAcceptable",e[e.ConnectionInitialisationTimeout=4408]="ConnectionInitialisationTimeout",e[e.ConnectionAcknowledgementTimeout=4504]="ConnectionAcknowledgementTimeout",e[e.SubscriberAlreadyExists=4409]="SubscriberAlreadyExists",e[e.TooManyInitialisationRequests=4429]="TooManyInitialisationRequests",e))(ye||{}),we=(e=>(e.ConnectionInit="connection_init",e.ConnectionAck="connection_ack",e.Ping="ping",e.Pong="pong",e.Subscribe="subscribe",e.Next="next",e.Error="error",e.Complete="complete",e))(we||{});function Yi(e){if(!Qe(e))throw new Error(`Message is expected to be an object, but got ${me(e)}`);if(!e.type)throw new Error("Message is missing the 'type' property");if(typeof e.type!="string")throw new Error(`Message is expects the 'type' property to be a string, but got ${me(e.type)}`);switch(e.type){case"connection_init":case"connection_ack":case"ping":case"pong":{if(e.payload!=null&&!Qe(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object or nullish or missing, but got "${e.payload}"`);break}case"subscribe":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${me(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Qe(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${me(e.payload)}`);if(typeof e.payload.query!="string")throw new Error(`"${e.type}" message payload expects the 'query' property to be a string, but got ${me(e.payload.query)}`);if(e.payload.variables!=null&&!Qe(e.payload.variables))throw new Error(`"${e.type}" message payload expects the 'variables' property to be a an object or nullish or missing, but got ${me(e.payload.variables)}`);if(e.payload.operationName!=null&&me(e.payload.operationName)!=="string")throw new Error(`"${e.type}" message payload expects the 'operationName' property to be a string or nullish or missing, but got ${me(e.payload.operationName)}`);if(e.payload.extensions!=null&&!Qe(e.payload.extensions))throw new Error(`"${e.type}" message payload expects the 'extensions' property to be a an object or nullish or missing, but got ${me(e.payload.extensions)}`);break}case"next":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${me(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Qe(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${me(e.payload)}`);break}case"error":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${me(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Ua(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an array of GraphQL errors, but got ${JSON.stringify(e.payload)}`);break}case"complete":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${me(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);break}default:throw new Error(`Invalid message 'type' property "${e.type}"`)}return e}function zi(e,t){return Yi(typeof e=="string"?JSON.parse(e,t):e)}function ht(e,t){return Yi(e),JSON.stringify(e,t)}function Zn(e){let{url:t,connectionParams:r,lazy:o=!0,onNonLazyError:i=console.error,lazyCloseTimeout:s=0,keepAlive:a=0,disablePong:u,connectionAckWaitTimeout:p=0,retryAttempts:d=5,retryWait:c=async function(B){let x=Math.pow(2,B);await new Promise(I=>setTimeout(I,x*1e3+Math.floor(Math.random()*2700+300)))},shouldRetry:g=Jn,on:m,webSocketImpl:l,generateID:h=function(){return"xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g,B=>{let x=Math.random()*16|0;return(B=="x"?x:x&3|8).toString(16)})},jsonMessageReplacer:_,jsonMessageReviver:C}=e,w;if(l){if(!Ma(l))throw new Error("Invalid WebSocket implementation provided");w=l}else typeof WebSocket<"u"?w=WebSocket:typeof global<"u"?w=global.WebSocket||global.MozWebSocket:typeof window<"u"&&(w=window.WebSocket||window.MozWebSocket);if(!w)throw new Error("WebSocket implementation missing; on Node you can `import WebSocket from 'ws';` and pass `webSocketImpl: WebSocket` to `createClient`");let v=w,T=(()=>{let P=(()=>{let x={};return{on(I,Y){return x[I]=Y,()=>{delete x[I]}},emit(I){"id"in I&&x[I.id]?.(I)}}})(),B={connecting:m?.connecting?[m.connecting]:[],opened:m?.opened?[m.opened]:[],connected:m?.connected?[m.connected]:[],ping:m?.ping?[m.ping]:[],pong:m?.pong?[m.pong]:[],message:m?.message?[P.emit,m.message]:[P.emit],closed:m?.closed?[m.closed]:[],error:m?.error?[m.error]:[]};return{onMessage:P.on,on(x,I){let Y=B[x];return Y.push(I),()=>{let z=Y.indexOf(I);z>-1&&Y.splice(z,1)}},emit(x,...I){for(let Y of[...B[x]])Y(...I)}}})();function L(P){let B=[T.on("error",x=>{B.forEach(I=>I()),P(x)}),T.on("closed",x=>{B.forEach(I=>I()),P(x)})];return()=>B.forEach(x=>x())}let Ee,Te=0,He,ge=!1,Xe=0,ke=!1;async function Ae(){clearTimeout(He);let[P,B]=await(Ee??(Ee=new Promise((Y,z)=>(async()=>{if(ge){if(await c(Xe),!Te)return Ee=void 0,z({code:1e3,reason:"All Subscriptions Gone"});Xe++}T.emit("connecting",ge);let R=new v(typeof t=="function"?await t():t,Gi),De,ot;function Wt(){isFinite(a)&&a>0&&(clearTimeout(ot),ot=setTimeout(()=>{R.readyState===v.OPEN&&(R.send(ht({type:we.Ping})),T.emit("ping",!1,void 0))},a))}L(ae=>{Ee=void 0,clearTimeout(De),clearTimeout(ot),z(ae),ae instanceof $t&&(R.close(4499,"Terminated"),R.onerror=null,R.onclose=null)}),R.onerror=ae=>T.emit("error",ae),R.onclose=ae=>T.emit("closed",ae),R.onopen=async()=>{try{T.emit("opened",R);let ae=typeof r=="function"?await r():r;if(R.readyState!==v.OPEN)return;R.send(ht(ae?{type:we.ConnectionInit,payload:ae}:{type:we.ConnectionInit},_)),isFinite(p)&&p>0&&(De=setTimeout(()=>{R.close(ye.ConnectionAcknowledgementTimeout,"Connection acknowledgement timeout")},p)),Wt()}catch(ae){T.emit("error",ae),R.close(ye.InternalClientError,Xn(ae instanceof Error?ae.message:String(ae),"Internal client error"))}};let it=!1;R.onmessage=({data:ae})=>{try{let ie=zi(ae,C);if(T.emit("message",ie),ie.type==="ping"||ie.type==="pong"){T.emit(ie.type,!0,ie.payload),ie.type==="pong"?Wt():u||(R.send(ht(ie.payload?{type:we.Pong,payload:ie.payload}:{type:we.Pong},_)),T.emit("pong",!1,ie.payload));return}if(it)return;if(ie.type!==we.ConnectionAck)throw new Error(`First message cannot be of type ${ie.type}`);clearTimeout(De),it=!0,T.emit("connected",R,ie.payload,ge),ge=!1,Xe=0;let wr=new Promise((Pl,Bs)=>L(Bs));wr.catch(()=>{}),Y([R,wr])}catch(ie){R.onmessage=null,T.emit("error",ie),R.close(ye.BadResponse,Xn(ie instanceof Error?ie.message:String(ie),"Bad response"))}}})())));P.readyState===v.CLOSING&&await B;let x=()=>{},I=new Promise(Y=>x=Y);return[P,x,new Promise((Y,z)=>{let R=L(z);P.readyState!==v.OPEN&&B.catch(z),I.then(()=>{if(R(),!Te){let De=()=>P.close(1e3,"Normal Closure");isFinite(s)&&s>0?(clearTimeout(He),He=setTimeout(()=>{!Te&&P.readyState===v.OPEN&&De()},s)):De()}Y()})})]}function ve(P){if(Jn(P)&&(Ra(P.code)||[ye.InternalServerError,ye.InternalClientError,ye.BadRequest,ye.BadResponse,ye.Unauthorized,ye.SubprotocolNotAcceptable,ye.SubscriberAlreadyExists,ye.TooManyInitialisationRequests].includes(P.code)))throw P;if(ke)return!1;if(Jn(P)&&P.code===1e3)return Te>0;if(!d||Xe>=d||!g(P))throw P;return ge=!0}o||(async()=>{for(Te++;;)try{let[,,P]=await Ae();await P}catch(P){try{if(!ve(P))return}catch(B){return i?.(B)}}})();function ue(P,B){let x=h(P),I=!1,Y=!1,z=()=>{Te--,I=!0};return(async()=>{for(Te++;;)try{let[R,De,ot]=await Ae();if(I)return ot.catch(()=>{}),De();let Wt=T.onMessage(x,it=>{switch(it.type){case we.Next:{B.next(it.payload);return}case we.Error:{Y=!0,I=!0,B.error(it.payload),z();return}case we.Complete:{I=!0,z();return}}});R.send(ht({id:x,type:we.Subscribe,payload:P},_)),z=()=>{!I&&R.readyState===v.OPEN&&R.send(ht({id:x,type:we.Complete},_)),Te--,I=!0,De()},await ot.finally(Wt);return}catch(R){if(!ve(R))return}})().then(()=>{Y||B.complete()}).catch(R=>{B.error(R)}),()=>{I||z()}}return{on:T.on,subscribe:ue,iterate(P){let B=[],x={done:!1,error:null,resolve:()=>{}},I=ue(P,{next(z){B.push(z),x.resolve()},error(z){x.done=!0,x.error=z,x.resolve()},complete(){x.done=!0,x.resolve()}}),Y=(async function*(){for(;;){for(B.length||await new Promise(R=>x.resolve=R);B.length;)yield B.shift();if(x.error)throw x.error;if(x.done)return}})();return Y.throw=async z=>(x.done||(x.done=!0,x.error=z,x.resolve()),{done:!0,value:void 0}),Y.return=async()=>(I(),{done:!0,value:void 0}),Y},async dispose(){if(ke=!0,Ee){let[P]=await Ee;P.close(1e3,"Normal Closure")}},terminate(){Ee&&T.emit("closed",new $t)}}}var $t=class extends Error{name="TerminatedCloseEvent";message="4499: Terminated";code=4499;reason="Terminated";wasClean=!1};function Jn(e){return Qe(e)&&"code"in e&&"reason"in e}function Ra(e){return[1e3,1001,1006,1005,1012,1013,1014].includes(e)?!1:e>=1e3&&e<=1999}function Ma(e){return typeof e=="function"&&"constructor"in e&&"CLOSED"in e&&"CLOSING"in e&&"CONNECTING"in e&&"OPEN"in e}var Ia=40,Xi=new Map,er=new Map;so(async()=>{for(let[e,t]of er){let r=await Ut(e);"Authorization"in r&&t.readyState===WebSocket.OPEN&&t.send(JSON.stringify({type:"ping",payload:r}))}});function bt(e){let t=e.slice(0,Ia).map(({id:r})=>r);H(()=>{let r=t.map(o=>nr("",Ao,{id:o},()=>{}));return()=>r.forEach(o=>o())},[t.join()])}function Ji(e){H(()=>nr(e,Ro,{},()=>{Pe(Mo,{}).catch(()=>{})}),[e])}function tr({of:e,order:t,shown:r,refresh:o}){let i=`${e} ${t}`,[s,a]=U({feed:i,ids:[]});H(()=>nr(e,Uo,{order:t},({feedUpdated:c})=>{a({feed:i,ids:S(c).map(({id:g})=>g)})}),[i]);let u=new Set(r.map(({id:c})=>c)),p=t==="NEW"&&s.feed===i?s.ids.filter(c=>!u.has(c)).length:0;if(!r.length||!p)return null;let d=async()=>{await o(),scrollTo({top:0})};return n("p",{class:"fresh-place","aria-live":"polite",children:n("button",{class:"fresh",onClick:()=>{d()},children:["Show ",E(p,"new article")]})})}function nr(e,t,r,o){return Da(e).subscribe({query:t.toString(),variables:r},{next:({data:i})=>{i&&(Oe(i),o(i))},error:()=>{},complete:()=>{}})}function Da(e){let t=Xi.get(e);if(t)return t;let r=Zn({url:new URL("/graphql",location.href).href.replace(/^http/,"ws"),connectionParams:async()=>({...await Ut(e),...ut()&&{"X-Consistency-Token":ut()}}),shouldRetry:()=>!0,retryAttempts:Number.POSITIVE_INFINITY,keepAlive:12e3,lazyCloseTimeout:2e3,on:{connected:o=>{e&&er.set(e,o),Et()},closed:o=>{er.delete(e),o.code!==1e3&&zt()}}});return Xi.set(e,r),r}function dn(){let e=_e(null);return H(()=>{let t=r=>{let o=e.current;o?.open&&(r instanceof KeyboardEvent?r.key==="Escape":!o.contains(r.target))&&(o.open=!1,r instanceof KeyboardEvent&&o.querySelector("summary")?.focus())};return addEventListener("keydown",t),addEventListener("click",t),()=>{removeEventListener("keydown",t),removeEventListener("click",t)}},[]),e}function Ke({label:e,deeds:t}){let r=dn(),o=t.filter(s=>!!s);if(!o.length)return null;let i=()=>{r.current&&(r.current.open=!1)};return n("details",{class:"deeds",ref:r,children:[n("summary",{"aria-label":e,children:n("span",{"aria-hidden":"true",children:"\xB7\xB7\xB7"})}),n("ul",{class:"menu panel",children:o.map(({words:s,does:a})=>n("li",{children:typeof a=="string"?n("a",{href:a,onClick:i,children:s}):n("button",{onClick:()=>{i(),r.current?.querySelector("summary")?.focus(),a()},children:s})},s))})]})}function Zi({words:e,opened:t,children:r}){let o=dn();return n("details",{class:"deeds",ref:o,onToggle:i=>i.currentTarget.open&&t(),children:[n("summary",{class:"chip",children:e}),n("div",{class:"menu panel",children:r})]})}var Fa=0;function es({article:e}){let[t,r]=U(0);return n(Zi,{words:e.repostCount?E(e.repostCount,"repost"):"Repost",opened:()=>r(++Fa),children:t>0&&n($a,{article:e.id,visit:-t},t)})}function $a({article:e,visit:t}){F();let r=M(t,mi,{id:e}),o=S(r.first?.article?.reposts),i=new Set(o.filter(({viewerHasReposted:d})=>d).map(({tribe:d})=>d.id)),s=S(r.first?.viewer?.user?.followedTribes),u=[...new Map([...s,...o.map(({tribe:d})=>d)].map(d=>[d.id,D(d)])).values()].filter(({id:d})=>d!==r.first?.article?.tribe.id),p=async d=>{await Ai(e,d,i.has(d))&&await r.refresh()};return n(k,{children:[n("p",{children:"Take it into a tribe that you follow, so that others see it there."}),r.failure&&n(O,{failure:r.failure,again:r.again}),!r.first&&r.busy&&n("p",{children:"One moment\u2026"}),r.first&&!r.first.viewer&&n("p",{children:he()}),r.first?.viewer&&!u.length&&n("p",{children:"You follow no other tribe."}),n("ul",{class:"rows",children:u.map(d=>n("li",{children:[n(Q,{name:y(d),square:!0}),n("span",{class:"row-name",children:n(de,{tribe:d})}),n("button",{class:i.has(d.id)?"follow followed":"follow",onClick:()=>{p(d.id)},children:[i.has(d.id)?"Take back":"Repost",n("span",{class:"unseen",children:[" ",y(d)]})]})]},d.id))})]})}var ts="bandstand.draft",Oa=50;function Ot(e){try{let t=JSON.parse(localStorage.getItem(cn(e))??"null");return t&&typeof t.key=="string"&&typeof t.values=="object"?t:null}catch{return null}}function yt(e){return{values:e,key:Ci()}}function pn(e,t){try{localStorage.setItem(cn(e),JSON.stringify(t));let r=Object.keys(localStorage).filter(o=>o.startsWith(ts));for(let o of r.slice(0,Math.max(0,r.length-Oa)))o!==cn(e)&&localStorage.removeItem(o)}catch{}}function wt(e){localStorage.removeItem(cn(e))}function cn(e){return`${ts} ${J()} ${e}`}function mn({label:e,button:t,draft:r,text:o="",send:i,focus:s=!1,cancel:a}){let[u,p]=U(!1),[d,c]=U(()=>Ot(r)??yt({text:o})),g=async h=>{h.preventDefault();let _=d.values.text?.trim();u||!_||(p(!0),await i(_,d.key)&&(wt(r),c(yt({text:""}))),p(!1))},m=h=>{h.key==="Enter"&&(h.ctrlKey||h.metaKey)&&h.currentTarget.form?.requestSubmit(),h.key==="Escape"&&l?.()},l=a&&(()=>{wt(r),a()});return n("form",{class:"writing",onSubmit:g,children:[n("textarea",{name:"text",rows:d.values.text||s?3:2,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,value:d.values.text??"",onInput:h=>{let _={...d,values:{text:h.currentTarget.value}};c(_),pn(r,_)},onKeyDown:m,ref:h=>{s&&h&&!h.dataset.met&&(h.dataset.met="1",h.focus())}}),n("div",{class:"writing-foot",children:[l&&n("button",{type:"button",class:"quiet",onClick:l,children:"Cancel"}),n("button",{type:"submit",class:"primary","aria-disabled":u,children:t})]})]})}var Na=[[/`([^`]+)`/g,"<code>$1</code>"],[/\*\*([^*]+)\*\*/g,"<strong>$1</strong>"],[/(?<![\w/])_([^_]+)_(?!\w)/g,"<em>$1</em>"],[/\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g,'<a href="$2">$1</a>']];function xe(e){return e.replaceAll("\r","").split(/\n{2,}/).map(r=>r.trim()).filter(Boolean).map(Ha).join("")}function Ne(e){let{body:t}=new DOMParser().parseFromString(e,"text/html");return[...t.childNodes].map(Wa).filter(Boolean).join(`

`)}function je(e){return ns(xe(Ne(e)))===ns(e)}function Ha(e){let t=e.split(`
`),r=o=>t.map(i=>rr(i.slice(o.length)));return e.startsWith("## ")&&t.length===1?`<h2>${rr(e.slice(3))}</h2>`:t.every(o=>o.startsWith("- "))?`<ul>${r("- ").map(o=>`<li>${o}</li>`).join("")}</ul>`:t.every(o=>o.startsWith("> "))?`<blockquote><p>${r("> ").join("<br>")}</p></blockquote>`:`<p>${t.map(rr).join("<br>")}</p>`}function rr(e){let t=e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;");return Na.reduce((r,[o,i])=>r.replace(o,i),t)}function Wa(e){if(!(e instanceof HTMLElement))return e.textContent?.trim()??"";let t=or(e).trim();switch(e.tagName){case"H1":case"H2":case"H3":return`## ${t}`;case"UL":return[...e.children].map(r=>`- ${or(r).trim()}`).join(`
`);case"BLOCKQUOTE":return t.split(`
`).map(r=>`> ${r}`).join(`
`);default:return t}}function or(e){if(!(e instanceof Element))return e.textContent??"";let t=[...e.childNodes].map(or).join("");switch(e.tagName){case"BR":return`
`;case"STRONG":case"B":return`**${t}**`;case"EM":case"I":return`_${t}_`;case"CODE":return`\`${t}\``;case"A":return`[${t}](${e.getAttribute("href")??""})`;default:return t}}function ns(e){let{body:t}=new DOMParser().parseFromString(e,"text/html");for(let r of t.querySelectorAll("a"))for(let{name:o}of[...r.attributes])o!=="href"&&r.removeAttribute(o);return t.innerHTML.replace(/\s*\n\s*/g,"")}var rs=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],Va=4;function os({article:e,comments:t,refresh:r,open:o}){F();let i=lt(t),s=new Set(i.map(({id:d})=>d)),a=Map.groupBy(i,({parent:d})=>d&&s.has(d.id)?d.id:""),u=async(d,c,g)=>{let m=await Ti(e,d,xe(c),g);return m&&await r(),m},p=(d,c)=>n("ol",{class:c?"replies":"thread","data-depth":Math.min(c,Va),children:(a.get(d)??[]).map(g=>n("li",{children:[n(La,{comment:g,say:u,draft:`comment ${e}`}),a.has(g.id)&&p(g.id,c+1)]},g.id))});return n("div",{class:"panel surface",children:[o&&n(mn,{label:"Add a comment",button:"Comment",draft:`comment ${e}`,send:(d,c)=>u(null,d,c)}),!t.length&&n("p",{class:"quiet-words",children:"Nobody has said anything yet."}),p("",0)]})}function La({comment:e,say:t,draft:r}){let[o,i]=U(""),s=y(D(e.author)),a=()=>i(""),u=async()=>{let g=await Me("Report this comment","Those who moderate will look at it.","Report");g&&await $i(e.id,g)},p=async()=>{let g=await Me("Hide this comment","Its author is told why.","Hide");g&&await ln(e.id,g)},d=async()=>{await nt("Remove this comment?","It cannot be brought back.","Remove")&&await Pi(e.id)},c=xt(()=>o!=="edit"||je(e.body),[o]);return n("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${s}`,children:[n("div",{class:"byline",children:[n(oe,{of:e.author}),n("p",{children:[n(K,{user:e.author}),n("span",{"aria-hidden":"true",children:" \xB7 "}),n(Ie,{at:e.postedAt}),e.updatedAt>e.postedAt&&n("small",{children:" \xB7 edited"})]})]}),o==="edit"?n(mn,{label:"Edit your comment",button:"Save",draft:`comment anew ${e.id}`,text:c?Ne(e.body):e.body,focus:!0,cancel:a,send:async g=>{let m=await ki(e.id,c?xe(g):g);return m&&a(),m}}):n(Se,{html:e.body}),n("div",{class:"foot",children:[n(gt,{of:e,what:`the comment by ${s}`,bump:Ei}),(e.viewerCanReply||!J())&&n("button",{class:"quiet","aria-expanded":o==="reply",onClick:()=>i(o==="reply"?"":"reply"),"aria-label":`Reply to ${s}`,children:"Reply"}),n(Ke,{label:`More about the comment by ${s}`,deeds:[e.viewerCanEdit&&{words:"Edit",does:()=>i("edit")},e.viewerCanRemove&&{words:"Remove",does:d},e.viewerCanHide&&{words:"Hide",does:p},J()!==""&&!e.viewerCanEdit&&{words:"Report",does:u}]})]}),o==="reply"&&n(mn,{label:`Reply to ${s}`,button:"Reply",draft:`${r} ${e.id}`,focus:!0,cancel:a,send:async(g,m)=>{let l=await t(e.id,g,m);return l&&a(),l}})]})}function is({route:e}){F();let t=ne(e,"comments",["OLD","NEW","TOP"]),r=M(e.visit,oi,{id:e.of,order:t},l=>l.article?.comments),o=r.first?.article,i=o&&D(o);$(i?.title);let s=r.answers.flatMap(l=>S(l.article?.comments)),a=r.more||!i?0:i.commentCount-s.length;bt(o?[o]:[]),H(()=>{o&&J()&&Ui(o.id)},[o?.id]);let u=i&&D(i.tribe),p=async()=>{r.more&&t==="OLD"?te(f("a",e.of,{comments:"NEW"})):await r.refresh()},d=async()=>{i&&await nt("Remove this article?","Its comments go with it. It cannot be brought back.","Remove")&&await Si(i.id)&&te(f(""))},c=async()=>{let l=await Me("Report this article","Those who moderate the tribe will look at it.","Report");i&&l&&await Fi(i.id,l)},g=async()=>{let l=await Me("Hide this article","Its author is told why, and sees it still.","Hide");i&&l&&await sn(i.id,l)&&await r.refresh()},m=async()=>{i&&await an(i.id)&&await r.refresh()};return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[i&&u&&n("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[n(Yn,{article:i,children:n(Ke,{label:"More about this article",deeds:[i.viewerCanEdit&&{words:"Edit",does:f("a",i.id,{},"edit")},i.viewerCanRemove&&{words:"Remove",does:d},i.viewerCanHide&&(o.hidden?{words:"Show it again",does:m}:{words:"Hide",does:g}),(i.viewerCanHide||i.viewerCanEdit)&&{words:"Hidden comments",does:f("a",i.id,{},"hidden")},J()!==""&&!i.viewerCanEdit&&{words:"Report",does:c}]})}),n("h1",{id:"title",children:i.title}),o.hidden&&n("p",{class:"resumed",children:["This is hidden: ",pt(o.hidden.reason),". ",o.hidden.note]}),i.media.map((l,h)=>n(mt,{of:l,soon:h===0},l.url)),n(Se,{html:i.body}),!i.body&&n("p",{children:i.excerpt}),n("p",{class:"foot","aria-live":"polite",children:[n(gt,{of:i,what:i.title,bump:nn}),n("span",{"data-comments":!0,children:E(i.commentCount,"comment")}),n("span",{"data-views":!0,children:E(i.viewCount,"view")}),n(es,{article:i}),n("button",{class:"chip","aria-pressed":i.viewerHasSaved,onClick:()=>{xi(i)},children:i.viewerHasSaved?"Kept for later":"Keep for later"})]})]}),i&&n("section",{"aria-label":"Comments",class:"comments",children:[n("header",{class:"page-head",children:[n("h2",{children:"Comments"}),n(ee,{label:"Order of comments",words:rs,chosen:t,href:l=>f("a",e.of,{comments:l})})]}),a>0&&r.first&&!r.busy&&n("p",{class:"fresh-place",children:n("button",{class:"fresh",onClick:()=>{r.refresh()},children:["Show ",E(a,"new comment")]})}),n(os,{article:i.id,comments:s,refresh:p,open:i.viewerCanComment||!J()}),n(ce,{more:r.more,busy:r.busy})]}),!r.first&&r.busy&&n(V,{rows:2}),r.failure&&n(O,{failure:r.failure,again:r.again}),r.first&&!r.failure&&!i&&n(pe,{children:"This article is not here, or no more."})]}),n("aside",{class:"side-column","aria-label":"Tribe",children:u&&n("section",{class:"panel about",children:[n(Q,{name:y(u),square:!0}),n("h2",{children:n(de,{tribe:u})}),n("p",{children:E(u.followerCount,"follower")}),n(Ce,{of:u,name:y(u),follow:()=>Re(u)})]})})]})}var ir=[["ALL","All time"],["DAY","Today"],["WEEK","Week"],["MONTH","Month"]];function sr(e){return ne(e,"window",["ALL","DAY","WEEK","MONTH"])}function ss({route:e}){F();let t=sr(e),r=M(e.visit,ni,{slug:e.of,window:t},s=>s.tribe?.leaderboard),o=r.first?.tribe;$(o?`Leaderboard of ${y(o)}`:void 0);let i=r.answers.flatMap(s=>s.tribe?.leaderboard?.edges??[]);return n("div",{class:"narrow",children:[n("header",{class:"page-head",children:[n("h1",{children:["Leaderboard",o&&n(k,{children:[" of ",n(de,{tribe:o})]})]}),n(ee,{label:"Articles of which time",words:ir,chosen:t,href:s=>f("t",e.of,{window:s},"leaderboard")})]}),i.length>0&&n("div",{class:"panel",children:[n(ar,{ranks:i}),n(lr,{standing:o?.viewerStanding,shown:i.length})]}),n(ce,{more:r.more,busy:r.busy}),!r.first&&r.busy&&n(V,{rows:6}),r.failure&&n(O,{failure:r.failure,again:r.again}),o?.leaderboard&&!i.length&&n(A,{children:"Nobody was bumped in this time."}),r.first&&!r.failure&&!o&&n(A,{children:["There is no tribe called \u201C",e.of,"\u201D."]})]})}function ar({ranks:e}){return n("ol",{class:"rows",children:e.map(({node:t,score:r},o)=>n("li",{children:[n("span",{class:"rank",children:o+1}),n(oe,{of:t}),n("span",{class:"row-name",children:[n(K,{user:t}),n("small",{children:E(r,"bump")})]})]},t.id))})}function lr({standing:e,shown:t}){return!e||e.place<=t?null:n("p",{class:"quiet-words standing",children:["You are number ",e.place,", with ",E(e.score,"bump"),"."]})}var Ba=[["LATEST","Latest"],["MOST_REPORTED","Most reported"],["DECIDED","Decided"]];function as({route:e}){F();let t=ne(e,"queue",["LATEST","MOST_REPORTED","DECIDED"]),r=M(e.visit,Bo,{slug:e.of,queue:t},a=>a.tribe?.cases),o=r.first?.tribe;$(o?`Moderation of ${y(o)}`:"Moderation");let i=r.answers.flatMap(a=>S(a.tribe?.cases)),s=o?.viewerCanModerate;return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[n("header",{class:"page-head",children:[n("h1",{children:["Moderation",o&&n(k,{children:[" of ",n(de,{tribe:o})]})]}),s&&n(ee,{label:"Which cases",words:Ba,chosen:t,href:a=>f("t",e.of,{queue:a},"moderation")})]}),n("ol",{class:"feed",children:i.map(a=>n("li",{children:n(qa,{of:a,refresh:r.refresh})},a.id))}),n(ce,{more:r.more,busy:r.busy}),!r.first&&r.busy&&n(V,{}),r.failure&&(!o||s)&&n(O,{failure:r.failure,again:r.again}),s&&o.cases&&!i.length&&n(A,{children:t==="DECIDED"?"Nothing has been decided yet.":"Nothing is reported. All is well."}),o&&!s&&n(pe,{children:"Those who own or moderate the tribe see what was reported in it."}),r.first&&!r.failure&&!o&&n(pe,{children:["There is no tribe called \u201C",e.of,"\u201D."]})]}),n("aside",{class:"side-column","aria-label":"Who moderates",children:o&&s&&n(ja,{of:o,refresh:r.refresh})})]})}function qa({of:e,refresh:t}){let{article:r,comment:o,decision:i,decidedBy:s,decidedAt:a}=e,u=r?"article":"comment",p=r??o;if(!p)return null;let d=r??o?.article,c=async _=>{_&&await t()},g=async()=>{let _=await Me(`Hide this ${u}`,"Its author is told why, and sees it still.","Hide");_&&await c(await(r?sn(p.id,_):ln(p.id,_)))},m=async()=>{await nt(`Keep this ${u}?`,"What was reported needs nothing more. If it is reported again, it comes back here.","Keep it")&&await c(await(r?Ni(p.id):Hi(p.id)))},l=async()=>c(await(r?an(p.id):jn(p.id))),h=`${r?"Article":"Comment"} by ${y(D(p.author))}`;return n("article",{class:"case panel","data-item":!0,tabIndex:-1,"aria-label":h,children:[n("p",{class:"byline",children:[n(oe,{of:p.author}),n("span",{children:[r?"Article":"Comment"," by ",n(K,{user:p.author})]})]}),d&&n("h2",{children:n("a",{"data-open":!0,href:f("a",d.id),children:d.title})}),r?r.excerpt&&n("p",{children:r.excerpt}):n(Se,{html:o?.body??""}),e.reportCount>0&&n(Qa,{of:e}),i&&a&&n("p",{class:"resumed",children:[{HIDDEN:"Hidden",UNHIDDEN:"Shown again",DISMISSED:"Kept"}[i.kind],s&&n(k,{children:[" by ",n(K,{user:s})]}),", ",n(Ie,{at:a}),i.reason&&`: ${pt(i.reason).toLowerCase()}`,". ",i.note]}),p.viewerCanHide&&n("p",{class:"foot",children:[i?.kind==="HIDDEN"?n("button",{onClick:()=>{l()},children:"Show it again"}):n("button",{onClick:()=>{g()},children:"Hide"}),!i&&e.reportCount>0&&n("button",{onClick:()=>{m()},children:"Keep it"})]})]})}function Qa({of:e}){let t=S(e.reports);return n("div",{class:"reports",children:[n("h3",{children:E(e.reportCount,"report")}),n("ul",{children:t.map(({at:r,note:o,reason:i,reporter:s})=>n("li",{children:[n("strong",{children:pt(i)}),o&&n(k,{children:[" \xB7 \u201C",o,"\u201D"]}),n("small",{children:[n(K,{user:s}),n("span",{class:"whole",children:[n("span",{"aria-hidden":"true",children:" \xB7 "}),n(Ie,{at:r})]})]})]},s.id))}),e.reportCount>t.length&&n("p",{class:"quiet-words",children:["and ",E(e.reportCount-t.length,"other")]})]})}var Ka=[["OWNER","Owners","They describe the tribe, give and take roles, and moderate."],["MODERATOR","Moderators","They decide on what is reported, and hide what does not belong."]];function ja({of:e,refresh:t}){let r=Fe.get(),o=S(e.owners),i=async(s,a)=>{let u=s.id===r,p=u?"your":`${y(s)}'s`,c=u&&a==="OWNER"&&o.length===1?"Nobody owns the tribe then but the administrators.":"It can be given again.";await nt(`Take ${p} role?`,c,u?"Give it up":"Take it")&&await Vi(e.id,s.id,a)&&await t()};return n(k,{children:[Ka.map(([s,a,u])=>{let p=s==="OWNER"?o:S(e.moderators);return n("section",{class:"panel","aria-label":a,children:[n("h2",{children:a}),n("p",{class:"quiet-words",children:u}),n("ul",{class:"rows",children:p.map(d=>n("li",{children:[n(oe,{of:d}),n("span",{class:"row-name",children:n(K,{user:d})}),(d.id===r||e.viewerCanEdit&&(s!=="OWNER"||o.length>1))&&n("button",{class:"quiet","aria-label":d.id===r?"Give up your role":`Take the role of ${y(D(d))}`,onClick:()=>{i(d,s)},children:d.id===r?"Give up":"Take"})]},d.id))}),!p.length&&n("p",{class:"quiet-words",children:"Nobody."})]},s)}),e.viewerCanEdit&&n(Ga,{tribe:e.id,refresh:t})]})}function Ga({tribe:e,refresh:t}){let[r,o]=U(!1),i=async s=>{let a=new FormData(s),u=String(a.get("handle")).trim().replace(/^@/,"");o(!0);try{let{user:p}=await Pe(Qo,{handle:u});p?await Wi(e,p.id,a.get("role"))&&(s.reset(),await t()):j(`There is nobody called \u201C${u}\u201D.`)}catch(p){j(p.message)}o(!1)};return n("section",{class:"panel",children:[n("h2",{children:"Give a role"}),n("form",{class:"form",onSubmit:s=>{s.preventDefault(),i(s.currentTarget)},children:[n("label",{class:"field",children:[n("span",{children:"Whom, by their handle"}),n("input",{name:"handle",required:!0,maxLength:128,autocomplete:"off",placeholder:"@pat"})]}),n("label",{class:"field",children:[n("span",{children:"Role"}),n("select",{name:"role",children:[n("option",{value:"MODERATOR",children:"Moderator"}),n("option",{value:"OWNER",children:"Owner"})]})]}),n("button",{class:"primary",disabled:r,children:"Give it"})]})]})}function ls({route:e}){F();let t=M(e.visit,qo,{id:e.of},i=>i.article?.hiddenComments),r=t.first?.article;$("Hidden comments");let o=t.answers.flatMap(i=>S(i.article?.hiddenComments));return n("div",{class:"narrow",children:[n("header",{class:"page-head",children:n("h1",{children:["Hidden comments",r&&n(k,{children:[" on ",n("a",{href:f("a",r.id),children:r.title})]})]})}),n("ol",{class:"feed",children:o.map(i=>{let s=i.hidden??i.hiddenByAuthor;return n("li",{children:n("article",{class:"case panel","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${y(D(i.author))}`,children:[n("p",{class:"byline",children:[n(oe,{of:i.author}),n("span",{children:[n(K,{user:i.author}),", ",n(Ie,{at:i.postedAt})]})]}),n(Se,{html:i.body}),s&&n("p",{class:"resumed",children:["Hidden by ",i.hiddenBy?n(K,{user:i.hiddenBy}):"the author of the article",": ",pt(s.reason).toLowerCase(),". ",s.note]}),i.viewerCanHide&&n("p",{class:"foot",children:n("button",{onClick:()=>{jn(i.id).then(a=>a?t.refresh():void 0)},children:"Show it again"})})]})},i.id)})}),n(ce,{more:t.more,busy:t.busy}),!t.first&&t.busy&&n(V,{rows:2}),t.failure&&(t.failure.code==="FORBIDDEN"||t.failure.code==="UNAUTHENTICATED"?n(pe,{children:"Who wrote the article, and who moderates its tribe, see what is hidden on it."}):n(O,{failure:t.failure,again:t.again})),r?.hiddenComments&&!o.length&&n(A,{children:"No comment is hidden here."}),t.first&&!t.failure&&!r&&n(pe,{children:"This article is not here, or no more."})]})}var Ya={ARTICLE_BUMPED:"bumped your article",ARTICLE_COMMENTED:"commented on your article",COMMENT_BUMPED:"bumped your comment on",COMMENT_REPLIED:"replied to your comment on",FOLLOWED:"follow you",ARTICLE_HIDDEN:"hid your article",COMMENT_HIDDEN:"hid your comment on"};function us({me:e,here:t}){Ji(e);let r=q(Xt);return n("a",{class:"bell",href:f("inbox"),"aria-current":t?"page":void 0,children:[n("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:n("path",{d:"M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})}),n("span",{class:"unseen",children:r?`Notifications, ${r} unread`:"Notifications"}),r>0&&n("span",{class:"number","aria-hidden":"true",children:r>99?"99+":r})]})}function ds({route:e}){F(),$("Notifications");let t=q(Xt),r=M(e.visit,ii,{},a=>a.viewer?.inbox?.notifications),o=r.answers.flatMap(a=>S(a.viewer?.inbox?.notifications)),[i]=o,s=async()=>{i&&await Ri(i.at)&&await r.refresh()};return n("div",{class:"columns",children:n("div",{class:"main-column",children:[n("header",{class:"page-head",children:[n("h1",{children:"Notifications"}),t>0&&n("button",{onClick:()=>{s()},children:"Mark all as read"})]}),n("ol",{class:"notices",children:o.map(a=>n("li",{children:n(za,{notice:a})},a.id))}),n(ce,{more:r.more,busy:r.busy}),!r.first&&r.busy&&n(V,{}),r.failure&&n(O,{failure:r.failure,again:r.again}),r.first&&!r.first.viewer&&n(A,{children:he()}),r.first?.viewer?.inbox?.notifications&&!o.length&&n(A,{children:"Nothing yet. Write something, and others will bump it."})]})})}function za({notice:e}){let t=S(e.comments),r=t.length?t.map(({author:a})=>a):S(e.actors),o=e.commentCount?0:e.actorCount-r.length,[i]=r,s=e.kind==="FOLLOWED"&&e.actorCount===1?"follows you":Ya[e.kind];return n("article",{class:e.isRead?"hit panel":"hit panel new","data-item":!0,tabIndex:-1,"aria-labelledby":e.id,children:[i?n(oe,{of:i}):n(Q,{name:"?"}),n("div",{children:[n("p",{id:e.id,children:[!e.isRead&&n("span",{class:"unseen",children:"New: "}),n(Xa,{people:r,others:o})," ",s," ",e.article&&n("a",{"data-open":!0,href:f("a",e.article.id),children:n("strong",{children:e.article.title})}),!e.article&&e.kind!=="FOLLOWED"&&"that was taken down",e.commentCount>t.length&&` (${E(e.commentCount,"comment")})`]}),n(Ie,{at:e.at})]})]})}function Xa({people:e,others:t}){let r=[...new Map(e.map(o=>[o.id,o])).values()];return n(k,{children:[r.map((o,i)=>n("span",{children:[i>0&&(t>0?", ":" and "),n(K,{user:o})]},o.id)),t>0&&` and ${E(t,"other")}`]})}var ms=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["t","the tribes or people beside"],["h","home"],["w","write an article"],["?","these keys"]],Ge=se(!1);function gs(){addEventListener("keydown",e=>{let t=e.target;t.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||Ja(e.key,t)&&e.preventDefault()})}function Ja(e,t){let r=t.closest("[data-item]");return e==="j"||e==="k"?Za(r,e==="j"?1:-1):e==="b"?cs(r??document,r?"[data-bump]":".article [data-bump]"):e==="Enter"?t===r&&cs(r,"[data-open]"):e==="/"?ps("#search")||el():e==="t"?ps("aside a, aside button"):(e==="h"&&te(f("")),e==="w"&&te(f("write")),e==="?"&&Ge.set(!Ge.get()),"hw?".includes(e))}function Za(e,t){let r=[...document.querySelectorAll("[data-item]")],o=e?r.indexOf(e)+t:0,i=r[Math.max(0,Math.min(o,r.length-1))];return i?.focus({preventScroll:!0}),i?.scrollIntoView({block:"nearest"}),i!==void 0}function cs(e,t){let r=e.querySelector(t);return r?.click(),r!==null}function ps(e){let t=document.querySelector(e);return t?.checkVisibility()?(t.focus(),!0):!1}function el(){return te(f("search")),!0}var tl=[["","All"],["ARTICLE","Articles"],["TRIBE","Tribes"],["USER","People"]];function fs({route:e}){return n(k,{children:[n("a",{class:"search-link",href:f("search"),"aria-label":"Search","aria-current":e.page==="search"?"page":void 0,children:n("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:n("path",{d:"M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13Zm5-1.5L20 20",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round"})})}),e.page!=="search"&&n(hs,{id:"search",words:"",type:"",label:"Search articles, tribes and people"})]})}function hs({id:e,words:t,type:r,label:o,focus:i=!1}){return n("form",{class:"search",role:"search",onSubmit:s=>{s.preventDefault();let a=s.currentTarget.elements.namedItem("q");a.value.trim()&&te(f("search","",{q:a.value.trim(),type:r}))},children:n("input",{id:e,name:"q",type:"search",maxLength:200,defaultValue:t,placeholder:"Search","aria-label":o,autocomplete:"off",ref:s=>{i&&!t&&s?.focus()}},t)})}function bs({route:e}){let t=e.query.get("q")?.trim()??"";$(t?`\u201C${t}\u201D`:"Search");let r=ne(e,"type",["","ARTICLE","TRIBE","USER"]);return n("div",{class:"columns",children:n("div",{class:"main-column",children:[n("header",{class:"page-head",children:n("h1",{children:t?`\u201C${t}\u201D`:"Search"})}),n(hs,{id:"search",words:t,type:r,label:"Search articles, tribes and people",focus:!0}),n("header",{class:"page-head",children:t&&n(ee,{label:"What",words:tl,chosen:r,href:o=>f("search","",{q:t,type:o})})}),t?n(nl,{words:t,type:r||null,visit:e.visit}):n(A,{children:"Which words? The last may be the beginning of one."})]})})}function nl({words:e,type:t,visit:r}){F();let o=M(r,si,{query:e,type:t},s=>s.search),i=o.answers.flatMap(({search:s})=>S(s));return n(k,{children:[n("ol",{class:"feed",children:i.map(s=>n("li",{children:n(rl,{of:s})},s.id))}),n(ce,{more:o.more,busy:o.busy}),!o.first&&o.busy&&n(V,{}),o.failure&&n(O,{failure:o.failure,again:o.again}),o.first?.search&&!i.length&&n(A,{children:"Nothing has all these words."})]})}function rl({of:e}){if(e.__typename==="Article")return n(zn,{article:D(e)});if(e.__typename==="Tribe"){let t=D(e);return n(Nt,{name:y(t),face:n(Q,{name:y(t),square:!0}),facts:E(t.followerCount,"follower"),of:n(de,{tribe:t}),children:n(Ce,{of:t,name:y(t),follow:()=>Re(t)})})}return e.__typename==="User"?n(Nt,{name:y(D(e)),face:n(oe,{of:e}),facts:e.handle?`@${e.handle}`:"",of:n(K,{user:e})}):null}function Nt(e){return n("article",{class:"hit panel","data-item":!0,tabIndex:-1,"aria-label":e.name,children:[e.face,n("span",{class:"row-name",children:[e.of,n("small",{children:e.facts})]}),e.children]})}function ys({route:e,me:t}){let r=(o,i)=>n("a",{href:f(o),"aria-current":e.page===o&&!e.of?"page":void 0,children:i});return n("header",{class:"top",children:n("div",{class:"top-row",children:[n("a",{class:"brand",href:f(""),children:[n(ol,{}),"Bandstand"]}),n("nav",{class:"places","aria-label":"Places",children:[r("","Home"),r("all","Everything"),r("tribes","Tribes"),r("people","People")]}),n(fs,{route:e}),n("div",{class:"mine",children:[t&&n("a",{class:"chip write",href:f("write","",{tribe:e.page==="t"?e.of:""}),children:[n("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:n("path",{d:"m4 20 1-5L16 4l4 4L9 19l-5 1Z",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linejoin":"round"})}),n("span",{children:"Write"})]}),t&&n(us,{me:t,here:e.page==="inbox"}),n(il,{me:t})]})]})})}function ol(){return n("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[n("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),n("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function il({me:e}){F();let t=D({id:q(Fe)}),r=e&&t.name||e,o=dn(),i=to(),s=()=>{o.current&&(o.current.open=!1)},a=p=>{s(),o.current?.querySelector("summary")?.focus(),Xr(p)},u=n("li",{children:n("a",{href:f("saved"),onClick:s,children:"Kept for later"})});return i==="none"?null:i==="openid"&&!e?n("button",{class:"primary sign-in",onClick:()=>{ro()},children:"Sign in"}):n(k,{children:[e&&n("a",{class:"profile-link",href:t.handle?f("u",t.handle):f("me"),children:[n("span",{class:"unseen",children:["Your profile, ",r]}),n(Q,{name:r,picture:t.avatarUrl})]}),n("details",{class:"who",ref:o,children:[n("summary",{children:[n("span",{class:"unseen",children:"You are "}),n("span",{class:"who-name",children:r||"signed out"}),n("svg",{viewBox:"0 0 12 12",width:"12",height:"12","aria-hidden":"true",children:n("path",{d:"m2 4 4 4 4-4",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})})]}),i==="openid"?n("div",{class:"menu panel",children:n("ul",{children:[u,n("li",{children:n("button",{onClick:()=>{oo()},children:"Sign out"})})]})}):n("div",{class:"menu panel",children:[n("p",{children:"In development you are who you say. Another window can be somebody else."}),n("ul",{children:[zr.map(p=>n("li",{children:n("button",{"aria-pressed":p===e,onClick:()=>a(p),children:[n(Q,{name:p}),p]})},p)),n("li",{children:n("button",{"aria-pressed":e==="",onClick:()=>a(""),children:[n(Q,{name:"?"}),"signed out"]})}),e&&u]}),n("form",{onSubmit:p=>{p.preventDefault();let d=p.currentTarget.elements.namedItem("name"),[c,g]=[d.value.trim(),tt(d.value)];g&&(a(g),on(c,g),d.value="")},children:[n("label",{children:["Somebody new",n("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),n("button",{class:"primary",children:"Become"})]})]})]})]})}function ws(){let e=q(Ge),t=_e(null);return H(()=>{e?t.current?.showModal():t.current?.close()},[e]),n("dialog",{ref:t,class:"panel","aria-labelledby":"keys",onClose:()=>Ge.set(!1),children:[n("h2",{id:"keys",children:"Keys"}),n("dl",{children:ms.map(([r,o])=>n("div",{children:[n("dt",{children:n("kbd",{children:r})}),n("dd",{children:o})]},r))}),n("button",{class:"primary",onClick:()=>Ge.set(!1),children:"Close"})]})}var sl=[...rt,["FOR_YOU","For you"]],ur=new Set;function vs({route:e}){$("Home");let t=ne(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[r]=U(!ur.has(J())),o={order:t,all:t==="FOR_YOU"?"HOT":t,withAll:r},i=M(e.visit,Jo,o,l=>l.viewer?.feed?.edges.length?l.viewer.feed:l.feed),s=q(tn),[a]=U(s);H(()=>{s!==a&&i.refresh()},[s]);let u=i.first?.viewer,p=u?.user?u.user.followedTribeCount+u.user.followedUserCount:0;p?ur.add(J()):u?.user&&ur.delete(J());let d=p>0||t==="FOR_YOU",c=Be(i.answers.map(l=>d&&l.viewer?l.viewer.feed:l.feed)),g=S(u?.user?.followedTribes),m=xs(S(i.first?.around),g);return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[n("header",{class:"page-head",children:[n("h1",{children:d||!i.first?"Home":"Everything"}),n(ee,{label:"Order",words:sl,chosen:t,href:l=>f("","",{order:l})})]}),i.first&&!d&&n("div",{class:"hint panel",children:[n("p",{children:[u?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",u?"Follow a tribe, and its articles make your home feed.":he()]}),u&&n("p",{class:"chips",children:m.filter(({slug:l})=>l!==null).map(l=>n("a",{class:"chip",href:f("t",l.slug??""),children:l.name??l.slug},l.id))})]}),n(tr,{of:d?J():"",order:t,shown:c,refresh:i.refresh}),n(qe,{articles:c,more:i.more,busy:i.busy}),!i.first&&i.busy&&n(V,{}),i.failure&&n(O,{failure:i.failure,again:i.again}),i.first&&!i.failure&&!c.length&&n(A,{children:"Nothing here yet. What you follow will write something."})]}),n("aside",{class:"side-column","aria-label":"Tribes",children:[n(ft,{title:"You follow",tribes:g}),n(ft,{title:"Tribes to follow",tribes:m})]})]})}function _s({route:e}){$("Everything");let t=ne(e,"order",["NEW","HOT","TOP"]),r=M(e.visit,ei,{order:t},i=>i.feed),o=Be(r.answers.map(({feed:i})=>i));return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[n("header",{class:"page-head",children:[n("h1",{children:"Everything"}),n(ee,{label:"Order",words:rt,chosen:t,href:i=>f("all","",{order:i})})]}),n(tr,{of:"",order:t,shown:o,refresh:r.refresh}),n(qe,{articles:o,more:r.more,busy:r.busy}),!r.first&&r.busy&&n(V,{}),r.failure&&n(O,{failure:r.failure,again:r.again}),r.first&&!r.failure&&!o.length&&n(A,{children:"Nobody has written anything yet."})]}),n("aside",{class:"side-column","aria-label":"Tribes",children:n(ft,{title:"Tribes here",tribes:xs(o.map(({tribe:i})=>i),[])})})]})}function Cs({route:e}){$("Kept for later");let t=M(e.visit,Zo,{},o=>o.viewer?.user?.savedArticles),r=Be(t.answers.map(o=>o.viewer?.user?.savedArticles));return n("div",{class:"columns",children:n("div",{class:"main-column",children:[n("header",{class:"page-head",children:n("h1",{children:"Kept for later"})}),n(qe,{articles:r,more:t.more,busy:t.busy}),!t.first&&t.busy&&n(V,{}),t.failure&&n(O,{failure:t.failure,again:t.again}),t.first&&!t.failure&&!r.length&&n(A,{children:t.first.viewer?"You keep nothing yet. Every article has a button for it.":`You are signed out. ${he()}`})]})})}function xs(e,t){let r=new Set(t.map(({id:o})=>o));return[...new Map(e.map(o=>[o.id,o])).values()].filter(({id:o})=>!r.has(o)).slice(0,8)}var al=[["FOLLOWERS","Followers"],["ACTIVE","Active"],["NAME","Name"],["NEW","Newest"]],ll=[["FOLLOWERS","Followers"],["NEW","Newest"]];function Es({route:e}){F(),$("Tribes");let t=ne(e,"order",["FOLLOWERS","ACTIVE","NAME","NEW"]),r=M(e.visit,ai,{order:t},o=>o.tribes);return n(ks,{title:"Tribes",tabs:n(ee,{label:"Order",words:al,chosen:t,href:o=>f("tribes","",{order:o})}),it:r,children:[n("p",{children:n("a",{class:"chip",href:f("tribes","new"),children:"Found a tribe"})}),n("ol",{class:"list",children:r.answers.flatMap(({tribes:o})=>S(o)).map(D).map(o=>n("li",{children:n(Nt,{name:y(o),face:n(Q,{name:y(o),square:!0}),of:n(de,{tribe:o}),facts:[E(o.followerCount,"follower"),E(o.articleCount,"article"),t==="NEW"?o.createdAt&&`founded ${Ft(o.createdAt)}`:o.activeAt&&`active ${Ft(o.activeAt)}`].filter(Boolean).join(" \xB7 "),children:n(Ce,{of:o,name:y(o),follow:()=>Re(o)})})},o.id))}),r.first?.tribes?.edges.length===0&&n(A,{children:"Nobody has founded a tribe yet."})]})}function Ts({route:e}){F(),$("People");let t=q(Fe),r=ne(e,"order",["FOLLOWERS","NEW"]),o=M(e.visit,li,{order:r},i=>i.users);return n(ks,{title:"People",tabs:n(ee,{label:"Order",words:ll,chosen:r,href:i=>f("people","",{order:i})}),it:o,children:[n("ol",{class:"list",children:o.answers.flatMap(({users:i})=>S(i)).map(D).map(i=>n("li",{children:n(Nt,{name:y(i),face:n(oe,{of:i}),of:n(K,{user:i}),facts:`${E(i.followerCount,"follower")} \xB7 ${E(i.articleCount,"article")}`,children:i.id!==t&&n(Ce,{of:i,name:y(i),follow:()=>rn(i)})})},i.id))}),o.first?.users?.edges.length===0&&n(A,{children:"Nobody has a name yet."})]})}function ks({title:e,tabs:t,it:r,children:o}){return n("div",{class:"narrow",children:[n("header",{class:"page-head",children:[n("h1",{children:e}),t]}),r.first!==void 0&&o,n(ce,{more:r.more,busy:r.busy}),!r.first&&r.busy&&n(V,{}),r.failure&&n(O,{failure:r.failure,again:r.again})]})}function Ps({route:e}){F();let t=ne(e,"order",["NEW","HOT","TOP"]),r=sr(e),o=M(e.visit,ti,{slug:e.of,order:t,window:r},c=>c.tribe?.feed),i=o.first?.tribe,s=i&&D(i);$(s?y(s):void 0);let a=Be(o.answers.map(c=>c.tribe?.feed));bt(a);let u=o.answers.flatMap(c=>c.tribe?.feed?.edges??[]),p=new Map(u.map(({node:c,repost:g})=>[c.id,g])),d=({id:c})=>{let g=p.get(c),[m]=S(g?.users);return!g||!m?null:n(k,{children:["Reposted by ",n(K,{user:m}),g.userCount>1&&` and ${E(g.userCount-1,"other")}`]})};return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[s&&n("header",{class:"profile panel",children:[n(Q,{name:y(s),square:!0}),n("div",{class:"profile-words",children:[n("h1",{children:y(s)}),s.description&&n(Se,{html:s.description}),n("p",{class:"facts",children:[n("span",{children:E(s.followerCount,"follower")}),n("span",{children:E(s.articleCount,"article")}),n("a",{href:f("t",e.of,{},"leaderboard"),children:"Leaderboard"}),s.viewerCanModerate&&n("a",{href:f("t",e.of,{},"moderation"),children:"Moderation"})]})]}),n("div",{class:"profile-deeds",children:[n(Ce,{of:s,name:y(s),follow:()=>Re(s)}),n(Ke,{label:`More about ${y(s)}`,deeds:[{words:"Write an article here",does:f("write","",{tribe:e.of})},s.viewerCanEdit&&{words:"Describe the tribe",does:f("t",e.of,{},"edit")}]})]})]}),s&&n(ee,{label:"Order",words:rt,chosen:t,href:c=>f("t",e.of,{order:c})}),n(qe,{articles:a,more:o.more,busy:o.busy,above:d}),!o.first&&o.busy&&n(V,{}),o.failure&&n(O,{failure:o.failure,again:o.again}),o.first&&!o.failure&&!s&&n(pe,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),s?.feed&&!a.length&&n(A,{children:"Nobody has written here yet."})]}),n("aside",{class:"side-column","aria-label":"People",children:[s?.leaderboard&&n("section",{class:"panel",children:[n("h2",{children:n("a",{href:f("t",e.of,{window:r},"leaderboard"),children:"Leaderboard"})}),n(ee,{label:"Articles of which time",words:ir,chosen:r,href:c=>f("t",e.of,{order:t,window:c})}),n(ar,{ranks:s.leaderboard.edges}),!s.leaderboard.edges.length&&n("p",{class:"quiet-words",children:"Nobody was bumped in this time."}),n(lr,{standing:s.viewerStanding,shown:s.leaderboard.edges.length})]}),S(s?.followers).length>0&&n("section",{class:"panel",children:[n("h2",{children:"Latest followers"}),n("ul",{class:"rows",children:S(s?.followers).map(c=>n("li",{children:[n(oe,{of:c}),n("span",{class:"row-name",children:n(K,{user:c})})]},c.id))})]})]})]})}function Ss({route:e}){F();let t=ne(e,"order",["NEW","HOT","TOP"]),r=M(e.visit,ri,{handle:e.of,order:t},p=>p.user?.feed),o=r.first?.user,i=o&&D(o);$(i?y(i):void 0);let s=i?.id===r.first?.viewer?.user?.id,a=Be(r.answers.map(p=>p.user?.feed));bt(a);let u=async()=>{let p=i&&await Me(`Report ${y(i)}`,"Those who moderate will look at what they wrote.","Report");i&&p&&await Oi(i.id,p)};return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[i&&n("header",{class:"profile panel",children:[n(Q,{name:y(i),picture:i.avatarUrl}),n("div",{class:"profile-words",children:[n("h1",{children:y(i)}),i.handle&&n("p",{class:"quiet-words",children:["@",i.handle]}),i.bio&&n(Se,{html:i.bio}),n("p",{class:"facts",children:[n("span",{children:E(i.followerCount,"follower")}),n("span",{children:E(i.articleCount,"article")}),n("span",{children:[E(i.bumpsReceived,"bump")," received"]})]})]}),n("div",{class:"profile-deeds",children:[s?n("a",{class:"chip",href:f("me"),children:"Edit your profile"}):n(Ce,{of:i,name:y(i),follow:()=>rn(i)}),!s&&r.first?.viewer&&n(Ke,{label:`More about ${y(i)}`,deeds:[{words:i.viewerIsMuting?"Mute no more":"Mute",does:async()=>{await Li(i),await r.refresh()}},{words:i.viewerIsBlocking?"Block no more":"Block",does:async()=>{await Bi(i),await r.refresh()}},{words:"Report",does:u}]})]})]}),i&&n(ee,{label:"Order",words:rt,chosen:t,href:p=>f("u",e.of,{order:p})}),n(qe,{articles:a,more:r.more,busy:r.busy}),!r.first&&r.busy&&n(V,{}),r.failure&&n(O,{failure:r.failure,again:r.again}),r.first&&!r.failure&&!i&&n(pe,{children:["There is nobody called \u201C",e.of,"\u201D."]}),i?.feed&&!a.length&&n(A,{children:[y(i)," has written nothing yet."]})]}),n("aside",{class:"side-column","aria-label":"Tribes",children:n(ft,{title:"Follows",tribes:S(i?.followedTribes)})})]})}function Ye(e,t,r,o){let[i,s]=U(()=>Ot(e)??yt(t)),[a,u]=U(()=>Ot(e)!==null),[p,d]=U([]),[c,g]=U(!1),m=_e(null);H(()=>{if(!p.length)return;m.current?.querySelector("[aria-invalid=true], [role=alert]")?.focus()},[p]);let l=({field:w,path:v})=>(v??(w?[w]:[])).join("."),h=w=>w in i.values,_=w=>{let v={...i,values:{...i.values,...w}};s(v),pn(e,v),d(p.filter(T=>!(l(T)in w)))},C=async w=>{if(w.preventDefault(),m.current=w.currentTarget,c)return;g(!0);let v=await r(i.values,i.key);g(!1),d(v.wrong),v.done&&(wt(e),o(v.payload,i.values))};return{values:i.values,set:_,wrong:w=>p.filter(v=>l(v)===w).map(({message:v})=>v).join(" "),rest:p.filter(w=>!h(l(w))).map(({message:w})=>w).join(" "),busy:c,resumed:a,restart:()=>{wt(e),s(yt(t)),u(!1),d([])},submit:w=>{C(w)}}}function ze({of:e,button:t,children:r,cancel:o}){return n("form",{class:"form panel",onSubmit:e.submit,noValidate:!0,children:[e.resumed&&n("p",{class:"resumed",children:["This goes on with what you wrote before."," ",n("button",{type:"button",class:"quiet",onClick:e.restart,children:"Begin anew"})]}),r,e.rest&&n("p",{class:"fault",role:"alert",tabIndex:-1,children:e.rest}),n("div",{class:"writing-foot",children:[o&&n("a",{class:"chip",href:o,children:"Cancel"}),n("button",{class:"primary","aria-disabled":e.busy,children:e.busy?"One moment\u2026":t})]})]})}function le({of:e,name:t,label:r,most:o,hint:i,rows:s=1,optional:a=!1,type:u="text"}){let p=`field-${t}`,d=e.values[t]??"",c=e.wrong(t),g=[i&&`${p}-hint`,c&&`${p}-wrong`].filter(Boolean).join(" "),m={id:p,name:t,value:d,maxLength:o,required:!a,"aria-invalid":c?!0:void 0,"aria-describedby":g||void 0,onInput:l=>e.set({[t]:l.currentTarget.value})};return n("div",{class:"field",children:[n("label",{for:p,children:[r," ",a&&n("small",{children:"(may be empty)"})]}),s>1?n("textarea",{...m,rows:s}):n("input",{...m,...u==="url"?{type:u}:{type:u},autocomplete:"off"}),c&&n("p",{class:"fault",id:`${p}-wrong`,children:c}),i&&n("p",{class:"quiet-words",id:`${p}-hint`,children:i}),d.length>o*.8&&n("p",{class:"quiet-words",children:[d.length.toLocaleString("en")," of ",o.toLocaleString("en")," characters"]})]})}var ul=["0","1","2","3","4","5","6","7","8","9","A","B","C","D","E","F","G","H","I","J","K","L","M","N","O","P","Q","R","S","T","U","V","W","X","Y","Z","a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q","r","s","t","u","v","w","x","y","z","#","$","%","*","+",",","-",".",":",";","=","?","@","[","]","^","_","{","|","}","~"];var Ht=(e,t)=>{var r="";for(let o=1;o<=t;o++){let i=Math.floor(e)/Math.pow(83,t-o)%83;r+=ul[Math.floor(i)]}return r},dr=e=>{let t=e/255;return t<=.04045?t/12.92:Math.pow((t+.055)/1.055,2.4)},cr=e=>{let t=Math.max(0,Math.min(1,e));return t<=.0031308?Math.trunc(t*12.92*255+.5):Math.trunc((1.055*Math.pow(t,.4166666666666667)-.055)*255+.5)},dl=e=>e<0?-1:1,pr=(e,t)=>dl(e)*Math.pow(Math.abs(e),t),As=class extends Error{constructor(e){super(e),this.name="ValidationError",this.message=e}};var Us=4,cl=(e,t,r,o)=>{let i=0,s=0,a=0,u=t*Us;for(let d=0;d<t;d++){let c=Us*d;for(let g=0;g<r;g++){let m=c+g*u,l=o(d,g);i+=l*dr(e[m]),s+=l*dr(e[m+1]),a+=l*dr(e[m+2])}}let p=1/(t*r);return[i*p,s*p,a*p]},pl=e=>{let t=cr(e[0]),r=cr(e[1]),o=cr(e[2]);return(t<<16)+(r<<8)+o},ml=(e,t)=>{let r=Math.floor(Math.max(0,Math.min(18,Math.floor(pr(e[0]/t,.5)*9+9.5)))),o=Math.floor(Math.max(0,Math.min(18,Math.floor(pr(e[1]/t,.5)*9+9.5)))),i=Math.floor(Math.max(0,Math.min(18,Math.floor(pr(e[2]/t,.5)*9+9.5))));return r*19*19+o*19+i},gl=(e,t,r,o,i)=>{if(o<1||o>9||i<1||i>9)throw new As("BlurHash must have between 1 and 9 components");if(t*r*4!==e.length)throw new As("Width and height must match the pixels array");let s=[];for(let g=0;g<i;g++)for(let m=0;m<o;m++){let l=m==0&&g==0?1:2,h=cl(e,t,r,(_,C)=>l*Math.cos(Math.PI*m*_/t)*Math.cos(Math.PI*g*C/r));s.push(h)}let a=s[0],u=s.slice(1),p="",d=o-1+(i-1)*9;p+=Ht(d,1);let c;if(u.length>0){let g=Math.max(...u.map(l=>Math.max(...l))),m=Math.floor(Math.max(0,Math.min(82,Math.floor(g*166-.5))));c=(m+1)/166,p+=Ht(m,1)}else c=1,p+=Ht(0,1);return p+=Ht(pl(a),4),u.forEach(g=>{p+=Ht(ml(g,c),2)}),p},Rs=gl;var mr="image/jpeg,image/png,image/gif,image/webp,image/avif",Ms=`${mr},video/mp4,video/webm`,fl=32;async function gn(e,t){let[r,{payload:o,wrong:i}]=await Promise.all([yl(e),W(_i,{input:{type:e.type,size:e.size}})]);if(i.length)throw new Error(ct(i));let s=o?.upload;if(!s)throw new Error("Nothing can be uploaded now. Try again later.");return await hl(e,s,t),{url:s.mediaUrl,alt:"",type:e.type,...r}}function hl(e,t,r){let o=new XMLHttpRequest;return new Promise((i,s)=>{o.open(t.method,t.url);for(let{name:a,value:u}of t.headers)o.setRequestHeader(a,u);o.upload.onprogress=({loaded:a,total:u})=>r(u?a/u:0),o.onload=()=>o.status<300?i():s(new Error(bl(o.responseText))),o.onerror=()=>s(new Error("The file did not get through. Try again.")),o.send(e)})}function bl(e){try{let[{message:t}]=JSON.parse(e).errors;return`It was not taken: ${t}.`}catch{return"It was not taken. Try again."}}async function yl(e){let t={width:null,height:null,blurHash:null};if(!e.type.startsWith("image/"))return t;let r=await createImageBitmap(e).catch(()=>null);if(!r)return t;let{width:o,height:i}=r,s=fl/Math.max(o,i),[a,u]=[Math.max(1,Math.round(o*s)),Math.max(1,Math.round(i*s))],p=document.createElement("canvas");[p.width,p.height]=[a,u];let d=p.getContext("2d");return d?(d.drawImage(r,0,0,a,u),r.close(),{width:o,height:i,blurHash:Rs(d.getImageData(0,0,a,u).data,a,u,4,3)}):{...t,width:o,height:i}}var gr=20,fn=new Map;function hr(e){for(let{url:t,alt:r,...o}of e)o.type&&fn.set(t,o);return Object.fromEntries(e.flatMap(({url:t,alt:r},o)=>[[`media.${o}.url`,t],[`media.${o}.alt`,r]]))}function bn(e){return fr(e).map(t=>{let r=(e[`media.${t}.url`]??"").trim();return{...fn.get(r),url:r,alt:(e[`media.${t}.alt`]??"").trim()}})}function Is({of:e}){let t=fr(e.values),[r,o]=U([]),i=_e(e);i.current=e;let s=async p=>{let d=gr-t.length,c=p.slice(0,d).map(m=>({file:m,told:{name:m.name,share:0,wrong:""}})),g=()=>o(m=>[...m]);o(m=>[...m.filter(({wrong:l})=>!l),...c.map(({told:l})=>l)]);for(let{file:m,told:l}of c)try{let h=await gn(m,C=>{l.share=C,g()});fn.set(h.url,h);let _=fr(i.current.values).length;i.current.set({[`media.${_}.url`]:h.url,[`media.${_}.alt`]:""}),o(C=>C.filter(w=>w!==l))}catch(h){l.wrong=h.message,g()}},a=t.length,u=p=>{let d=bn(e.values).filter((g,m)=>m!==p),c=Object.fromEntries(t.flatMap(g=>[[`media.${g}.url`,hn],[`media.${g}.alt`,hn]]));e.set({...c,...hr(d)})};return n("fieldset",{class:"pictures",children:[n("legend",{children:"Pictures"}),t.map(p=>{let d=e.values[`media.${p}.url`]??"";return n("div",{class:"picture-row",children:[n("div",{class:"picture-shown",children:Dt(d)&&n(mt,{of:{url:d,alt:""},thumb:!0},d)}),n("div",{class:"picture-words",children:[(!fn.has(d)||e.wrong(`media.${p}.url`))&&n(le,{of:e,name:`media.${p}.url`,label:"Address",type:"url",most:2008,hint:"It begins with https://."}),n(le,{of:e,name:`media.${p}.alt`,label:"What is seen there",most:300,optional:!0,hint:"For who cannot see it."})]}),n("button",{type:"button",class:"quiet",onClick:()=>u(p),"aria-label":`Remove picture ${p+1}`,children:"Remove"})]},p)}),r.map(({name:p,share:d,wrong:c})=>n("p",{class:"going",role:c?"alert":"status",children:[p,": ",c||n("progress",{value:d,max:1,"aria-label":`How much of ${p} is uploaded`})]},p)),a<gr&&n("label",{class:"button upload",children:["Upload pictures",n("input",{type:"file",accept:Ms,multiple:!0,onChange:({currentTarget:p})=>{s([...p.files??[]]),p.value=""}})]}),a<gr&&n("button",{type:"button",onClick:()=>e.set({[`media.${a}.url`]:"",[`media.${a}.alt`]:""}),children:"Add a picture by its address"}),e.wrong("media")&&n("p",{class:"fault",children:e.wrong("media")})]})}var hn="\0";function fr(e){let t=[];for(let r=0;(e[`media.${r}.url`]??hn)!==hn;r++)t.push(r);return t}var wl=[["ARTICLE","Words"],["IMAGE","Pictures"],["VIDEO","A film"]],Ds=n(k,{children:["An empty line begins a paragraph. ",n("code",{children:"## "}),"is a heading, ",n("code",{children:"- "}),"a list, ",n("code",{children:"**strong**"}),", ",n("code",{children:"[words](https://\u2026)"})," a link."]});function Fs({route:e}){$("Write");let t=M(e.visit,ui,{});return n("div",{class:"narrow",children:[n("h1",{children:"Write an article"}),t.first?.viewer&&n(vl,{route:e,choices:t.first}),t.first&&!t.first.viewer&&n(A,{children:he()}),!t.first&&t.busy&&n(V,{rows:2}),t.failure&&n(O,{failure:t.failure,again:t.again})]})}function vl({route:e,choices:t}){let r=S(t.viewer?.user?.followedTribes),o=new Set(r.map(({id:d})=>d)),i=S(t.tribes).filter(({id:d})=>!o.has(d)),a={tribeId:[...r,...i].find(({slug:d})=>d===e.query.get("tribe"))?.id??"",kind:"ARTICLE",title:"",excerpt:"",body:""},u=Ye("article",a,({tribeId:d="",kind:c,title:g="",excerpt:m="",body:l="",...h},_)=>{if(!d)return Promise.resolve({done:!1,payload:null,wrong:[{field:"tribeId",path:null,message:"Choose a tribe.",code:"INVALID"}]});let C={tribeId:d,kind:c,title:g.trim(),excerpt:m.trim(),body:xe(l),media:bn(h),idempotencyKey:_};return W(gi,{input:C})},d=>{G(),j("It is published."),te(d?.article?f("a",d.article.id):f("all"))}),p=u.wrong("tribeId");return n(ze,{of:u,button:"Publish",children:[n("div",{class:"field",children:[n("label",{for:"tribe",children:"Tribe"}),n("select",{id:"tribe",value:u.values.tribeId,"aria-invalid":p?!0:void 0,"aria-describedby":p?"tribe-wrong":void 0,onChange:d=>u.set({tribeId:d.currentTarget.value}),children:[n("option",{value:"",children:"Choose one"}),r.length>0&&n("optgroup",{label:"You follow",children:r.map(d=>n("option",{value:d.id,children:y(d)},d.id))}),n("optgroup",{label:"Others",children:i.map(d=>n("option",{value:d.id,children:y(d)},d.id))})]}),p&&n("p",{class:"fault",id:"tribe-wrong",children:p})]}),n("fieldset",{class:"choices row",children:[n("legend",{children:"It is mainly"}),wl.map(([d,c])=>n("label",{children:[n("input",{type:"radio",name:"kind",value:d,checked:u.values.kind===d,onChange:()=>u.set({kind:d})}),c]},d))]}),n($s,{of:u,bodyHint:Ds})]})}function $s({of:e,bodyHint:t}){return n(k,{children:[n(le,{of:e,name:"title",label:"Title",most:300}),n(le,{of:e,name:"excerpt",label:"In short",most:1e3,rows:2,optional:!0,hint:"What lists show below the title."}),n(le,{of:e,name:"body",label:"Text",most:5e4,rows:12,optional:!0,hint:t}),n(Is,{of:e})]})}function Os({route:e}){$("Edit");let t=M(e.visit,di,{id:e.of}),r=t.first?.article;return n("div",{class:"narrow",children:[n("h1",{children:"Edit your article"}),r?.viewerCanEdit&&n(_l,{article:r},r.id),t.first&&!t.failure&&!r&&n(A,{children:"This article is not here, or no more."}),r&&!r.viewerCanEdit&&n(A,{children:"Only who wrote it changes it."}),!t.first&&t.busy&&n(V,{rows:2}),t.failure&&n(O,{failure:t.failure,again:t.again})]})}function _l({article:e}){let t=je(e.body),{title:r,excerpt:o,media:i}=e,s={title:r,excerpt:o,body:t?Ne(e.body):e.body,...hr(i)},a=Ye(`article ${e.id}`,s,({title:u="",excerpt:p="",body:d="",...c},g)=>W(fi,{input:{articleId:e.id,title:u.trim(),excerpt:p.trim(),body:t?xe(d):d,media:bn(c),idempotencyKey:g}}),()=>{G(),j("It is saved."),te(f("a",e.id))});return n(ze,{of:a,button:"Save",cancel:f("a",e.id),children:n($s,{of:a,bodyHint:t?Ds:"This text is HTML."})})}function Ns({route:e}){$("Your profile");let t=M(e.visit,pi,{}),r=t.first?.viewer?.user;return n("div",{class:"narrow",children:[n("h1",{children:"Your profile"}),r&&n(Cl,{user:r},r.id),t.first&&!r&&!t.failure&&n(A,{children:he()}),!t.first&&t.busy&&n(V,{rows:1}),t.failure&&n(O,{failure:t.failure,again:t.again})]})}function Cl({user:e}){let t=e.bio??"",r=je(t),o={name:e.name??"",handle:e.handle??"",avatarUrl:e.avatarUrl??"",bio:r?Ne(t):t},i=Ye("profile",o,(s,a)=>{let p=Object.entries(s).filter(([d,c])=>c!==o[d]).map(([d,c])=>[d,c.trim()?d==="bio"&&r?xe(c):c.trim():null]);return W(en,{input:{...Object.fromEntries(p),idempotencyKey:a}})},s=>{G(),j("It is saved."),te(s?.user?.handle?f("u",s.user.handle):f(""))});return n(ze,{of:i,button:"Save",cancel:e.handle?f("u",e.handle):f(""),children:[n(le,{of:i,name:"name",label:"Name",most:100,hint:"What others call you."}),n(le,{of:i,name:"handle",label:"Handle",most:128,hint:"Yours alone, without spaces. It is the address of your profile."}),n(xl,{of:i}),n(le,{of:i,name:"bio",label:"About you",most:1e4,rows:5,optional:!0,...!r&&{hint:"This text is HTML."}})]})}function xl({of:e}){let[t,r]=U(""),o=e.values.avatarUrl??"",i=async s=>{if(s){r(`${s.name} is on its way.`);try{e.set({avatarUrl:(await gn(s,()=>{})).url}),r("It is shown when you save.")}catch(a){r(a.message)}}};return n("fieldset",{class:"portrait",children:[n("legend",{children:"Picture"}),n("div",{class:"portrait-row",children:[n(Q,{name:e.values.name||"?",picture:o||null}),n("label",{class:"button upload",children:["Upload a picture",n("input",{type:"file",accept:mr,onChange:({currentTarget:s})=>{i(s.files?.[0]),s.value=""}})]}),o&&n("button",{type:"button",class:"quiet",onClick:()=>e.set({avatarUrl:""}),children:"Remove"})]}),n("p",{class:"quiet-words",role:"status",children:t}),!o.startsWith("/media/")&&n(le,{of:e,name:"avatarUrl",label:"Or its address",type:"url",most:2008,optional:!0,hint:"It begins with https://."})]})}function Hs(){$("Found a tribe");let t=Ye("tribe",{name:"",slug:"",description:""},({name:r="",slug:o="",description:i=""},s)=>W(Bn,{input:{name:r.trim()||null,slug:o.trim()||tt(r)||null,description:xe(i),idempotencyKey:s}}),r=>{G(),j("It is founded, and yours."),te(r?.tribe?.slug?f("t",r.tribe.slug):f("tribes"))});return n("div",{class:"narrow",children:[n("h1",{children:"Found a tribe"}),n(ze,{of:t,button:"Found it",cancel:f("tribes"),children:n(Ws,{of:t,asText:!0})})]})}function Ws({of:e,asText:t}){return n(k,{children:[n(le,{of:e,name:"name",label:"Name",most:100}),n(le,{of:e,name:"slug",label:"Address",most:128,optional:!0,hint:`What stands in its address: /t/${e.values.slug||tt(e.values.name??"")||"\u2026"}`}),n(le,{of:e,name:"description",label:"What it is about",most:1e4,rows:5,optional:!0,...!t&&{hint:"This text is HTML."}})]})}function Vs({route:e}){$("Describe the tribe");let t=M(e.visit,ci,{slug:e.of}),r=t.first?.tribe;return n("div",{class:"narrow",children:[n("h1",{children:r?`Describe ${y(r)}`:"Describe a tribe"}),r?.viewerCanEdit&&n(El,{tribe:r},r.id),r&&!r.viewerCanEdit&&n(A,{children:"Those who own the tribe describe it."}),t.first&&!t.failure&&!r&&n(A,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),!t.first&&t.busy&&n(V,{rows:1}),t.failure&&n(O,{failure:t.failure,again:t.again})]})}function El({tribe:e}){let t=e.description??"",r=je(t),o={name:e.name??"",slug:e.slug??"",description:r?Ne(t):t},i=Ye(`tribe ${e.id}`,o,(s,a)=>{let p=Object.entries(s).filter(([d,c])=>c!==o[d]).map(([d,c])=>[d,d==="description"&&r?xe(c):c.trim()||null]);return W(Bn,{input:{tribeId:e.id,...Object.fromEntries(p),idempotencyKey:a}})},s=>{G(),j("It is saved."),te(f("t",s?.tribe?.slug??e.slug??""))});return n(ze,{of:i,button:"Save",cancel:f("t",e.slug??""),children:n(Ws,{of:i,asText:r})})}var br={"":vs,all:_s,tribes:Es,"tribes/new":Hs,people:Ts,inbox:ds,saved:Cs,search:bs,write:Fs,me:Ns,"a/*":is,"a/*/edit":Os,"a/*/hidden":ls,"t/*":Ps,"t/*/leaderboard":ss,"t/*/moderation":as,"t/*/edit":Vs,"u/*":Ss};function Tl({page:e,of:t,part:r}){return t?br[[e,t,r].filter(Boolean).join("/")]??br[[e,"*",r].filter(Boolean).join("/")]:br[e]}function kl(){let[e,t]=U(Dn),r=q(Tt);H(()=>{let i=()=>{Ls.set(e.visit,scrollY),t(Dn())};return addEventListener("popstate",i),addEventListener("click",Fn),()=>{removeEventListener("popstate",i),removeEventListener("click",Fn)}},[e]),H(()=>{let i=Ls.get(e.visit);scrollTo(0,i??0),i===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let o=Tl(e);return n(k,{children:[n("a",{class:"skip",href:"#main",onClick:i=>{i.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),n(ys,{route:e,me:r}),n(Kr,{}),n("main",{id:"main",tabIndex:-1,"data-visit":e.visit,children:o?n(o,{route:e},`${r} ${e.visit}`):n(pe,{children:"There is no such page."})}),n("footer",{class:"bottom",children:[n("a",{href:"/graphql",children:"GraphiQL, for queries of your own"}),n("button",{class:"quiet",onClick:()=>Ge.set(!0),children:["Keys: press ",n("kbd",{children:"?"})]})]}),n(Yr,{}),n(ws,{}),n(qi,{})]})}var Ls=new Map;history.scrollRestoration="manual";gs();Tt.watch(()=>{po(),G()});var yr=await no();Mr(n(kl,{}),document.body);yr&&on(yr.name,tt(yr.handle));
