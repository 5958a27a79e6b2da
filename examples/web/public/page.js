var N,vr,Bs,We,bn,Qt,_r,Vt,Cr,wn,yn,qs,yt=Symbol.for("pv"),Kt={},jt=[],Qs=/^m(i|n|o|s|text|space)$/,vn=Array.isArray,xr=jt.slice,Ze=Object.assign;function Je(e){e&&e.parentNode&&e.remove()}function Lt(e,t,r,o,i){var s={type:e,props:t,key:r,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:yt,__v:i||++vr,__i:-1,__u:0};return!i&&N.vnode&&N.vnode(s),s}function k(e){return e.children}function Bt(e,t){this.props=e,this.context=t,this.__g=0}function Ve(e,t){if(t==null)return e.__&&Ve(e.__,e.__i+1);for(var r;t<e.__k.length;t++)if((r=e.__k[t])&&r.__e)return r.__e;return typeof e.type!="function"||e.props.__P?null:Ve(e)}function Ks(e){var t,r=e.__v,o=r.__e,i=[],s=[],a=e.__P;a&&((t=Ze({constructor:yt},r)).__v=r.__v+1,N.vnode&&N.vnode(t),_n(a,t,r,e.__n,a.namespaceURI,32&r.__u?[o]:null,i,o||Ve(r),32&r.__u,s),t.__v=r.__v,t.__.__k[t.__i]=t,Ar(i,t,s),r.__=r.__e=null,t.__e!=o&&Er(t))}function Er(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Er(e)}function yr(e){(8&e.__g||(e.__g|=8,We.push(e),Qt++))&&bn==N.debounceRendering||((bn=N.debounceRendering)||queueMicrotask)(Tr)}function Tr(){try{for(var e,t=1;We.length;)We.length>t&&We.sort(_r),e=We.shift(),t=We.length,8&e.__g&&Ks(e)}finally{(Qt=We.length)&&(bn||queueMicrotask)(Tr)}}function kr(e,t,r,o,i,s,a,u,p,d,c){var g,m,l,h,_,C,w=o.__k||jt,v=t.length;for(p=js(r,t,w,p,v),g=0;g<v;g++)(l=r.__k[g])!=null&&(m=~l.__i&&w[l.__i]||Kt,l.__i=g,C=_n(e,l,m,i,s,a,u,p,d,c),h=l.__e,(m.ref!=l.ref||8&m.__u)&&(m.ref&&Cn(m.ref,null,l,m),l.ref&&c.push(l.ref,l.__c||h,l)),_=_||h,4&l.__u?(p=Pr(l,p,e,!m.__v),m.__e&&(m.__e=null)):typeof l.type=="function"&&C!==void 0?p=C:h&&(p=h.nextSibling),l.__u&=-21);return r.__e=_,p}function js(e,t,r,o,i){var s,a,u,p,d,c,g,m,l,h=r.length,_=h,C=0,w=0,v=e.__k=Array(i);for(s=0;s<i;s++)(a=t[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=v[s]=Lt(null,a):vn(a)?a=v[s]=Lt(k,{children:a}):a.constructor===yt&&a.__b?a=v[s]=Lt(a.type,a.props,a.key,a.ref,a.__v):v[s]=a,p=s+C,a.__=e,a.__b=e.__b+1,u=null,~(d=a.__i=Gs(a,r,p,_))&&(_--,(u=r[d])&&(u.__u|=2)),u&&u.__v?(a.__u|=16,d==p-1?C--:d==p+1?C++:d!=p&&(d>p?C--:C++,w=1)):(~d||(i>h?C--:i<h&&C++),typeof a.type!="function"&&(a.__u|=4))):v[s]=null;if(w){for(c=[],g=[],s=0;s<i;s++)if((a=v[s])&&16&a.__u){for(C=0,m=c.length;C<m;)c[l=C+m>>1]<a.__i?C=l+1:m=l;c[C]=a.__i,g[s]=C+1}for(C=c.length;s--;)g[s]&&(g[s]==C?C--:v[s].__u|=4)}if(_)for(s=0;s<h;s++)!(u=r[s])||2&u.__u||(u.__e==o&&(o=Ve(u)),xn(u,u));return o}function Pr(e,t,r,o){var i,s,a,u;if(typeof e.type=="function"){if(e.props.__P)return t;if(i=e.__k)for(s=0;s<i.length;s++)i[s]&&(i[s].__=e,t=Pr(i[s],t,r,!1));return t}for(t&&!t.parentNode&&(t=Ve(e))&&!t.parentNode&&(t=null),a=e.__e,u=t;u&&u.nodeType==8;)u=u.nextSibling;for(a!=u&&(!o&&r.moveBefore&&a.parentNode?r.moveBefore(a,t):r.insertBefore(a,t||null)),t=a;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function Gs(e,t,r,o){var i,s=e.key,a=e.type,u=t[r],p=u&&!(2&u.__u);if(u===null&&s==null||p&&s==u.key&&a==u.type)return r;if(o>(p?1:0)){for(i=r-1;i>=0;i--)if((u=t[i])&&!(2&u.__u)&&s==u.key&&a==u.type)return i;for(i=r+1;i<t.length;i++)if((u=t[i])&&!(2&u.__u)&&s==u.key&&a==u.type)return i}return-1}function wr(e,t,r){r==null&&(r=""),t[0]=="-"?e.setProperty(t,r):e[t]=r}function Wt(e,t,r,o,i){var s,a;if(t=="style")if(typeof r=="string")e.style.cssText=r;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)r&&t in r||wr(e.style,t);if(r)for(t in r)o&&r[t]==o[t]||wr(e.style,t,r[t])}else if(t[0]=="o"&&t[1]=="n")typeof r!="function"&&(r=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=r,r&&o||(a=yn[t]||(yn[t]=Ys(t)),(e.__a||(e.__a={}))[t]=wn,s=t!=(t=t.replace(Cr,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),r?e.addEventListener(t,a,s):e.removeEventListener(t,a,s));else{if(i=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=r??"")}catch{}if(typeof r=="function")return;r==null||r===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&r==1?"":r)}}function Ys(e){return function(t){var r=this.__e;if(r){if(r=r[e],t[Vt]==null)t[Vt]=wn++;else if(t[Vt]<this.__a[e])return;return r(N.event?N.event(t):t)}}}function _n(e,t,r,o,i,s,a,u,p,d){var c,g,m,l,h,_,C,w,v,T,L,Ee,Te,He,ge,Xe,ke,Ae,ve=t.type;if(t.constructor!==yt)return null;128&r.__u&&(p=32&r.__u,c=r.__c.__z)&&(t.__u|=p,g=s=[],c.nodeType==8?u=qt(c,s):s.push(c),u=s[0]||u),(c=N.__b)&&c(t);e:if(typeof ve=="function"){m=a.length;try{if(w=t.props,v=(c=ve.prototype)&&c.render,T=(c=ve.contextType)&&o[c.__c],L=c?T?T.props.value:c.__:o,(l=r.__c)?(t.__c=l,2&l.__g&&(l.__g|=1)):(v?t.__c=l=new ve(w,L):(t.__c=l=new Bt(w,L),l.constructor=ve,l.render=Xs),T&&T.sub(l),l.state||(l.state={}),l.__n=o,l.__g|=8,l.__h=[],l.__k=[]),v&&(l.__s||(l.__s=l.state),ve.getDerivedStateFromProps&&(l.__s==l.state&&(l.__s=Ze({},l.__s)),Ze(l.__s,ve.getDerivedStateFromProps(w,l.__s)))),h=l.props,_=l.state,l.__v=t,r.__c){if(w!==h&&v&&!ve.getDerivedStateFromProps&&l.componentWillReceiveProps&&l.componentWillReceiveProps(w,L),t.__v==r.__v&&!(8&l.__g)||!(4&l.__g)&&l.shouldComponentUpdate&&l.shouldComponentUpdate(w,l.__s,L)===!1){t.__v!=r.__v&&(l.props=w,l.state=l.__s,l.__g&=-9),t.__e=r.__e,t.__k=r.__k,t.__k.some(function(ue){ue&&(ue.__=t)}),jt.push.apply(l.__h,l.__k),l.__k=[],l.__h.length&&a.push(l),u=Ve(r);break e}l.componentWillUpdate&&l.componentWillUpdate(w,l.__s,L),v&&l.componentDidUpdate&&l.__h.push(function(){l.componentDidUpdate(h,_,C)})}else v&&!ve.getDerivedStateFromProps&&l.componentWillMount&&l.componentWillMount(),v&&l.componentDidMount&&l.__h.push(l.componentDidMount);l.context=L,l.props=w,l.__P=e,l.__g&=-5,Ee=N.__r,Te=v?25:0;do l.__g&=-9,Ee&&Ee(t),c=l.render(l.props,l.state=l.__s,l.context);while(8&l.__g&&++Te<25);v&&(jt.push.apply(l.__h,l.__k),l.__k=[]),l.state=l.__s,l.getChildContext&&(o=Ze({},o,l.getChildContext())),v&&r.__c&&l.getSnapshotBeforeUpdate&&(C=l.getSnapshotBeforeUpdate(h,_)),He=c&&c.type===k&&c.key==null?c.props.children:c,w.__P&&(c=u,i=(e=w.__P).namespaceURI,p=s=null,r.props&&r.props.__P!=e&&(r.__k.some(function(ue){ue&&xn(ue,ue)}),r.__k=null),u=r.__k?Ve(r,0):null),u=kr(e,vn(He)?He:[He],t,r,o,i,s,a,u,p,d),w.__P&&(t.__e=null,u=c),t.__u&=-161,g&&g.some(Je),l.__h.length&&a.push(l),1&l.__g&&(l.__g&=-4)}catch(ue){if(a.length=m,t.__v=null,p||s)if(ue&&ue.then){if(t.__u|=128|p,s){for(~(ke=s.indexOf(u||void 0))||(ke=s.length);(Ae=s[ke-1])&&Ae.nodeType==8;)ke--;for(;ke<s.length;ke++)if(Ae=s[ke])if(s[ke]=null,ge){if(Ae==Xe)break}else{if(Ae.nodeType!=8)break;Ae.data.startsWith("$s")&&(Xe=qt(ge=Ae))}}if(!ge){for(;u&&u.nodeType==8&&u.nextSibling;)u=u.nextSibling;ge=u}(c=qt(ge=t.__c.__z||(t.__c.__z=ge)))?(t.__e=ge,u=c):t.__e=u,u=u&&u.nextSibling}else s&&s.some(Je);else t.__e=r.__e;t.__k||(t.__k=r.__k||[]),ue&&ue.then||Sr(t),N.__e(ue,t,r)}}else u=t.__e=zs(r.__e,t,r,o,i,s,a,p,d,e);return(c=N.diffed)&&c(t),u}function qt(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var r=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))r++;else if(e.data.startsWith("/$s")&&!--r)return e}t&&t.push(e)}}function Sr(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(Sr))}function Ar(e,t,r){for(var o=0;o<r.length;)Cn(r[o++],r[o++],r[o++]);N.__c&&N.__c(t,e),e.some(function(i){try{e=i.__h,i.__h=[],e.some(function(s){s.call(i)})}catch(s){N.__e(s,i.__v)}})}function zs(e,t,r,o,i,s,a,u,p,d){var c,g,m,l,h,_,C,w,v=r.props||Kt,T=t.props,L=t.type;if(L=="svg"?i="http://www.w3.org/2000/svg":L=="math"?i="http://www.w3.org/1998/Math/MathML":i||(i="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((h=s[c])&&(L?h.localName==L:h.nodeType==3)){e=h,s[c]=null;break}}if(!e){if(w=d.ownerDocument||document,!L)return w.createTextNode(T);e=w.createElementNS(i,L,T.is?T:d),u&&(N.__m&&N.__m(t,s),u=!1),s=null}if(L){if(d=L=="template"&&e.content||e,s=L=="textarea"&&T.defaultValue!=null?null:s&&xr.call(d.childNodes),!u&&s)for(v={},c=0;c<e.attributes.length;c++)v[(h=e.attributes[c]).name]=h.value;for(c in v)h=v[c],c=="dangerouslySetInnerHTML"?m=h:c=="children"||c in T||c=="value"&&"defaultValue"in T||c=="checked"&&"defaultChecked"in T||Wt(e,c,null,h,i);for(c in T)h=T[c],c=="children"?l=h:c=="dangerouslySetInnerHTML"?g=h:c=="value"?_=h:c=="checked"?C=h:u&&typeof h!="function"||v[c]===h||Wt(e,c,h,v[c],i);g?(u||m&&(g.__html==m.__html||g.__html==e.innerHTML)||(e.innerHTML=g.__html),t.__k=[]):(m&&(e.textContent=""),(L=="foreignObject"||i=="http://www.w3.org/1998/Math/MathML"&&Qs.test(L))&&(i="http://www.w3.org/1999/xhtml"),kr(d,vn(l)?l:[l],t,r,o,i,s,a,s?s[0]:r.__k&&Ve(r,0),u,p),s&&s.some(Je)),u&&L!="textarea"||(c="value",L=="progress"&&_==null?e.removeAttribute(c):_==null||_===e[c]&&(L!="progress"||_)||Wt(e,c,_,v[c],i),c="checked",C!=null&&C!=e[c]&&Wt(e,c,C,v[c],i))}else v===T||u&&e.data==T||(e.data=T);return e}function Cn(e,t,r,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(i){N.__e(i,r)}}function xn(e,t,r){var o,i,s,a;if(N.unmount&&N.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||Cn(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(u){N.__e(u,t)}o.__P=o.__n=null}if(o=e.__k)for(a=0;a<o.length;a++)o[a]&&xn(o[a],t,typeof e.type!="function"||r&&!e.props.__P);!r&&(o=e.__c)&&(o=o.__z)&&(i=qt(o,s=[]))&&(o==e.__e&&s.some(Je),Je(i),Je(o)),r||Je(e.__e),e.__e=e.__c=e.__=null}function Xs(e,t,r){return this.constructor(e,r)}function Ur(e,t){var r,o,i,s;N.__&&N.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(r=e&&32&e.__u)?null:t.__k,t.__k=Lt(k,{children:[e]}),i=[],s=[],_n(t,t.__k,o||Kt,Kt,t.namespaceURI,o?null:t.firstChild?xr.call(t.childNodes):null,i,o?o.__e:t.firstChild,r,s),Ar(i,t.__k,s),t.__k.props.children=null}N={__e:function(e,t,r,o){for(var i,s,a;t=t.__;)if((i=t.__c)&&!(1&i.__g)){i.__g|=4;try{if((a=(s=i.constructor)&&s.getDerivedStateFromError)&&i.setState(s.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,o||{}),a=1),a&&8&i.__g)return void(i.__g|=2)}catch(u){e=u}}throw Qt=0,e}},vr=0,Bs=function(e){return e!=null&&e.constructor===yt},Bt.prototype.setState=function(e,t){var r=this.__s;r&&r!=this.state||(r=this.__s=Ze({},this.state)),typeof e=="function"&&(e=e(Ze({},r),this.props)),e&&(Ze(r,e),this.__v&&(t&&this.__k.push(t),yr(this)))},Bt.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),yr(this))},Bt.prototype.render=k,We=[],Qt=0,_r=function(e,t){return e.__v.__b-t.__v.__b},Vt=Symbol(),Cr=/(PointerCapture)$|Capture$/i,wn=0,yn={},qs=0;var vt,Z,En,Rr,Tn=Object.is,Gt=0,Wr=[],kn=[],z=N,Mr=z.__b,Ir=z.__r,Dr=z.diffed,Fr=z.__c,$r=z.unmount,Or=z.__;function Sn(e,t){z.__h&&z.__h(Z,e,Gt||t),Gt=0;var r=Z.__H||(Z.__H={__:[],__h:[]});return e>=r.__.length&&r.__.push({}),r.__[e]}function U(e){return Gt=1,An(Lr,e)}function An(e,t,r){var o=Sn(vt++,2);if(o.t=e,!o.__c&&(o.__=[r?r(t):Lr(void 0,t),function(s){var a=(o.__N||o.__)[0],u=o.t(a,s);Tn(a,u)||(o.__N=[u,o.__[1]],o.__c.setState({}))}],o.__c=Z,!Z.__f)){Z.__f=!0;var i=Z.shouldComponentUpdate;Z.shouldComponentUpdate=function(s,a,u){var p=this.__H;if(!p)return!0;var d=!1,c=this.props!=s;if(p.__.some(function(m){m.__N&&(d=!0,Tn(m.__[0],m.__N[0])||(c=!0))}),i){var g=i.call(this,s,a,u);return d?g||c:g}return!d||c}}return o.__}function H(e,t){var r=Sn(vt++,3);!z.__s&&Vr(r.__H,t)&&(r.__P=!0,r.__=e,r.u=t,Z.__H.__h.push(r))}function _e(e){return Gt=5,_t(function(){return{current:e}},[])}function _t(e,t){var r=Sn(vt++,7);return Vr(r.__H,t)&&(r.__=e(),r.__H=t),r.__}function Js(){var e;do{for(;e=kn.shift();)try{wt(e)}catch(r){z.__e(r,{__:(e=e.__P)&&e.__v})}for(;e=Wr.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(wt),t.__h.some(Pn),t.__h=[]}catch(r){t.__h=[],z.__e(r,e.__v)}}}while(kn.length)}z.__b=function(e){Z=null,Mr&&Mr(e)},z.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Or&&Or(e,t)},z.__r=function(e){Ir&&Ir(e),vt=0;var t=(Z=e.__c).__H;t&&(En==Z?Z.__h=[]:(t.__h.some(wt),t.__h.some(Pn),vt=0),t.__h=[],t.__.some(function(r){r.__N&&(r.__=r.__N),r.u=r.__N=void 0})),En=Z},z.diffed=function(e){Dr&&Dr(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&Hr(Wr.push(t)),t.__H.__.some(function(r){r.u&&(r.__H=r.u)})),En=Z=null},z.__c=function(e,t){t.some(function(r){try{r.__h.some(wt),r.__h=r.__h.filter(function(o){return!o.__||Pn(o)})}catch(o){r.__h=[function(){throw o}]}}),Fr&&Fr(e,t)},z.unmount=function(e){$r&&$r(e);var t,r,o=e.__c;o&&o.__H&&(o.__H.__.some(function(i){try{if(i.__P&&i.__c){if(r===void 0){for(r=e.__;r&&(!r.__c||!r.__c.__P);)r=r.__;r=r&&r.__c}i.__P=r,Hr(kn.push(i))}else wt(i)}catch(s){t=s}}),o.__H=void 0,t&&z.__e(t,o.__v))};var Nr=typeof requestAnimationFrame=="function";function Zs(e){var t,r=function(){clearTimeout(o),Nr&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(r,35);Nr&&(t=requestAnimationFrame(r))}function Hr(e){e!=1&&Rr==z.requestAnimationFrame||((Rr=z.requestAnimationFrame)||Zs)(Js)}function wt(e){var t=Z,r=e.__c;typeof r=="function"&&(e.__c=void 0,r()),Z=t}function Pn(e){var t=Z;e.__c=e.__(),Z=t}function Vr(e,t){return!e||e.length!=t.length||t.some(function(r,o){return!Tn(r,e[o])})}function Lr(e,t){return typeof t=="function"?t(e):t}function se(e){let t=new Set;return{get:()=>e,set(r){e=r;for(let o of t)o()},watch(r){return t.add(r),()=>{t.delete(r)}}}}function q(e){let[t,r]=U(()=>e.get());return H(()=>(r(()=>e.get()),e.watch(()=>r(()=>e.get()))),[e]),t}var ea=Symbol.for("pv"),ta=0;function n(e,t,r,o,i,s){t||(t={});var a,u,p=t;if("ref"in p&&typeof e!="function")for(u in p={},t)u=="ref"?a=t[u]:p[u]=t[u];var d={type:e,props:p,key:r,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:ea,__v:--ta,__i:-1,__u:0};return(i||s)&&(d.__source=i,d.__self=s),N.vnode&&N.vnode(d),d}var Br=[1e3,2e3,4e3,8e3],et=se(!1),Un=!1;function Ct(){et.get()&&et.set(!1)}async function Yt(){if(!Un){Un=!0;for(let e=0;!await na();e++){et.get()||et.set(!0);let t=Br[Math.min(e,Br.length-1)]??0;await new Promise(r=>setTimeout(r,t))}Un=!1,Ct()}}function qr(){let e=q(et);return n("div",{class:"outage",role:"status","aria-live":"polite",children:e&&n("p",{children:"The gateway does not answer. What you see is from before; it is asked again until it does."})})}async function na(){try{return(await fetch("/healthz",{cache:"no-store",signal:AbortSignal.timeout(5e3)})).ok}catch{return!1}}var Fe=se(""),zt=se(0);function Qr(e){let{viewer:t,markNotificationsRead:r}=e,o=(t??r)?.inbox?.unreadCount;(t===null||o!==void 0)&&zt.set(o??0),(t===null||t?.user)&&Fe.set(t?.user?.id??"")}var ra=6e3,Rn=se(""),Kr=0;function X(e){clearTimeout(Kr),Rn.set(e),Kr=setTimeout(()=>Rn.set(""),ra)}function jr(){let e=q(Rn);return n("div",{class:"notice",role:"status","aria-live":"polite",children:e&&n("p",{children:e})})}var Xt="bandstand.viewer",oa="you",Gr=["you","pat","enzo","jutta","masako","colin"],xt=se(sessionStorage.getItem(Xt)??localStorage.getItem(Xt)??oa);function J(){return xt.get()}function Et(e){xt.set(e)}function Yr(e){Et(e),sessionStorage.setItem(Xt,e),localStorage.setItem(Xt,e)}function tt(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var Tt="bandstand.signed-in",Xr="/signed-in",ia=6e4,In=5e3,sa=2**31-1,kt="development",$e,fe=null,Mn,Pt=0,Jr=new Set;function Zr(){return kt}function he(){return kt==="development"?"Choose who you are first, at the top of the page.":kt==="openid"?"Sign in first, at the top of the page.":"Nobody can sign in here."}async function eo(){let e=await aa();return e.development||(Et(""),$e=e.openid,kt=$e?"openid":"none",!$e)?null:(addEventListener("storage",({key:t,newValue:r})=>t===Tt&&r===null&&Dn()),addEventListener("visibilitychange",()=>{ao()}),location.pathname===Xr?la($e):(localStorage.getItem(Tt)!==null&&await io(!0),null))}function to(){return io(!1)}async function no(){let e=fe;localStorage.removeItem(Tt),Dn();try{$e&&e&&await(await import("./openid.js")).end($e,e)}catch{X("You are signed out here. The sign-in service does not answer: sign out there, too.")}}async function At(e){if(kt==="development")return e?{"X-Viewer":e}:{};let t=e&&e===J()?await ao():"";return t?{Authorization:`Bearer ${t}`}:{}}async function ro(){if(!fe)return!1;let e=fe.access;return await St(),fe!==null&&fe.access!==e}function oo(e){Jr.add(e)}async function aa(){for(let e=1;;e++)try{return await(await fetch("/sign-in.json")).json()}catch{if(e===3)return{}}}async function io(e){let t=await import("./openid.js");try{await t.leave($e,location.pathname+location.search,location.origin+Xr,e)}catch{X(t.AWAY);return}await new Promise(()=>{})}async function la(e){let t=await(await import("./openid.js")).returned(e,new URL(location.href));if(history.replaceState(null,"",t.from),!t.tokens)return localStorage.removeItem(Tt),t.told&&X(t.told),null;localStorage.setItem(Tt,"1"),so(t.tokens),Et(t.tokens.viewer);let{name:r,handle:o}=t.tokens;return r?{name:r,handle:o}:null}function so(e){fe=e;let t=e.endsAt-Date.now();clearTimeout(Pt),Pt=setTimeout(()=>{St()},Math.min(Math.max(t-ia,t/2),sa));for(let r of Jr)r()}async function ao(){return fe&&fe.endsAt-Date.now()<In&&await St(),fe?.access??""}function St(){return Mn??=ua().finally(()=>Mn=void 0),Mn}async function ua(){let e=fe;if(!e||!$e)return;if(e.refresh===void 0){e.endsAt-Date.now()<In?zr():Pt=setTimeout(()=>{St()},e.endsAt-Date.now());return}let t=await import("./openid.js");try{let r=await t.renewed($e,e);fe===e&&so(r)}catch(r){if(fe!==e)return;t.isRefusal(r)||e.endsAt<Date.now()?zr():Pt=setTimeout(()=>{St()},In)}}function zr(){Dn(),X("Your sign-in has ended. Sign in again; what you were writing is kept.")}function Dn(){clearTimeout(Pt),fe=null,Et("")}var da=5e3,Le=new Map,Fn=se(0);function Oe(e){if(lo(e)){for(let t of Le.keys()){if(Le.size<=da)break;Le.delete(t)}Fn.set(Fn.get()+1)}}function lo(e){if(e===null||typeof e!="object")return!1;let t=!1,r=e;if(!Array.isArray(e)&&typeof r.id=="string"){let o=Le.get(r.id)??{},i=Object.entries(r).filter(([,s])=>s===null||typeof s!="object");i.some(([s,a])=>o[s]!==a)&&(Le.set(r.id,{...o,...Object.fromEntries(i)}),t=!0)}for(let o of Object.values(r))t=lo(o)||t;return t}function D(e){return{...e,...Le.get(e.id)}}function Ut(e){Oe({id:e,gone:!0})}function st(e){return e.map(D).filter(t=>!("gone"in t&&t.gone))}function uo(e,t){let r=Le.get(e)??{};Oe({id:e,...t});let o=Object.fromEntries(Object.keys(t).map(i=>[i,r[i]]));return()=>Oe({id:e,...o})}function co(){Le.clear()}function F(){q(Fn)}var Rt="",Jt={};function at(){if(!Rt)return"";let e=Object.fromEntries(Object.entries(Jt).sort());return btoa(JSON.stringify([Rt,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function $n(e){let[t,r]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));t>Rt&&(Rt=t);for(let[o,i]of Object.entries(r))Jt[o]=Math.max(Jt[o]??0,i)}function po(){Rt="",Jt={}}var ca=3,pa=300,ma=1e4,Ue=class extends Error{constructor(r,o,i,s=null){super(r);this.code=o;this.retryable=i;this.data=s}code;retryable;data},On=new Set;async function Pe(e,t){if(!e.trimStart().startsWith("mutation"))return await Promise.allSettled(On),mo(e,t);let r=mo(e,t);return On.add(r),r.finally(()=>On.delete(r))}async function mo(e,t){for(let r=1;;r++)try{return await ga(e,t)}catch(o){if(!(o instanceof Ue)||!o.retryable||r===ca)throw o;await new Promise(i=>setTimeout(i,pa*r))}}async function ga(e,t){let r=J(),o=JSON.stringify({query:e.toString(),variables:t}),i=await go(o);i.status===401&&await ro()&&(i=await go(o));let[s]=i.errors??[];if(i.data&&fa(i.data,r),s){let{code:a="INTERNAL",retryable:u=!1}=s.extensions??{};throw a==="BAD_USER_INPUT"&&s.message.includes("X-Consistency-Token")&&po(),new Ue(s.message,a,u,i.data??null)}return i.extensions?.consistency&&$n(i.extensions.consistency.token),i.data}function fa(e,t){for(let r of Object.values(e))r?.receipt&&$n(r.receipt.token);t===J()&&(Qr(e),Oe(e))}async function go(e){let t={"Content-Type":"application/json",...await At(J())};at()&&(t["X-Consistency-Token"]=at());try{let r=AbortSignal.timeout(ma),o=await fetch("/graphql",{method:"POST",headers:t,body:e,signal:r}),i=await o.json();return Ct(),{...i,status:o.status}}catch{throw Yt(),new Ue("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var b=class extends String{__apiType;value;__meta__;constructor(t,r){super(t),this.value=t,this.__meta__=r}toString(){return this.value}};var fo=new b(`
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
}`),ho=new b(`
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
}`),bo=new b(`
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
}`),yo=new b(`
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
}`),wo=new b(`
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
}`),vo=new b(`
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
}`),_o=new b(`
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
}`),Co=new b(`
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
}`),xo=new b(`
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
}`),Eo=new b(`
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
}`),To=new b(`
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
}`),ko=new b(`
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
}`),Po=new b(`
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
}`),So=new b(`
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
}`),Ao=new b(`
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
}`),Uo=new b(`
    subscription NotificationReceived {
  notificationReceived {
    at
    isRead
  }
}
    `),Ro=new b(`
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
}`),Mo=new b(`
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
}`),Io=new b(`
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
}`),Do=new b(`
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
}`),Fo=new b(`
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
}`),$o=new b(`
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
}`),Oo=new b(`
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
}`),No=new b(`
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
}`),Ho=new b(`
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
}`),Wo=new b(`
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
}`),Vo=new b(`
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
}`),Lo=new b(`
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
}`),Bo=new b(`
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
}`),qo=new b(`
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
}`),Qo=new b(`
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
}`),Ko=new b(`
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
}`),jo=new b(`
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
}`),Go=new b(`
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
}`),Yo=new b(`
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
}`),zo=new b(`
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
}`),Xo=new b(`
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
}`),Jo=new b(`
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
}`),Zo=new b(`
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
}`),ei=new b(`
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
}`),ti=new b(`
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
}`),ni=new b(`
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
}`),ri=new b(`
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
}`),oi=new b(`
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
}`),ii=new b(`
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
}`),si=new b(`
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
}`),ai=new b(`
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
}`),li=new b(`
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
}`),ui=new b(`
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
}`),di=new b(`
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
}`),ci=new b(`
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
}`),pi=new b(`
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
}`),mi=new b(`
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
}`),gi=new b(`
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
}`),fi=new b(`
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
}`),hi=new b(`
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
}`),bi=new b(`
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
}`),yi=new b(`
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
}`),wi=new b(`
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
}`),Zt=new b(`
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
}`),Nn=new b(`
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
}`),vi=new b(`
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
}`);var ha=5e3,ba=30,lt=new Map,en=se(0);function j(){lt.clear(),en.set(en.get()+1)}function M(e,t,r,o=()=>null){let[,i]=An(m=>m+1,0),s=`${e} ${JSON.stringify(r)}`,a=_t(()=>lt.get(s)??ya(s),[s]);async function u(m){if(a.busy){a.late||=m===null;return}Object.assign(a,{busy:!0,late:!1,failure:null}),i(void 0);try{let l=await Pe(t,m===null?r:{...r,after:m});a.answers=m===null?[l]:[...a.answers,l]}catch(l){a.failure=l instanceof Ue?l:new Ue(String(l),"INTERNAL",!1),a.failure.data&&!a.answers.length&&(a.answers=[a.failure.data])}a.busy=!1,i(void 0),a.late&&await u(null)}H(()=>{a.answers.length||u(null)},[s]);let p=a.answers.at(-1),d=p&&o(p)?.pageInfo,c=()=>u(a.answers.length&&a.failure&&d?d.endCursor:null),g=q(et);return H(()=>{if(g||!a.failure?.retryable)return;let m=setTimeout(()=>{c()},ha);return()=>clearTimeout(m)},[a.failure,g]),H(()=>{!g&&a.failure?.code==="UNREACHABLE"&&c()},[g]),{...a,first:a.answers[0],more:d?.hasNextPage?()=>u(d.endCursor):null,again:c,refresh:()=>u(null)}}function S(e){return e?.edges.map(({node:t})=>t)??[]}function ya(e){let t={answers:[],failure:null,busy:!1,late:!1};lt.set(e,t);let[r]=lt.keys();return lt.size>ba&&r!==void 0&&lt.delete(r),t}async function W(e,t){try{let r=await Pe(e,t),[o]=Object.values(r),s=(o?.userErrors??[]).filter(({code:a})=>a!=="STALE");return{done:!s.length,payload:o??null,wrong:s}}catch(r){return{done:!1,payload:null,wrong:[{field:null,path:null,message:r instanceof Ue&&r.code==="UNAUTHENTICATED"?he():String(r.message),code:"INVALID"}]}}}function ut(e){return e.map(({message:t})=>t).join(" ")}function _i(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}var Hn=new Set;function tn(e){let t={input:{articleId:e.id}};return Mt(e.id,Ri(e),()=>e.viewerHasBumped?te(ho,t):te(fo,t))}function Ci(e){let t={input:{articleId:e.id}};return j(),Mt(e.id,{viewerHasSaved:!e.viewerHasSaved},()=>e.viewerHasSaved?te(Po,t):te(ko,t))}function xi(e){let t={input:{commentId:e.id}};return Mt(e.id,Ri(e),()=>e.viewerHasBumped?te(yo,t):te(bo,t))}function Re(e){let t={input:{tribeId:e.id}};return j(),Mt(e.id,Mi(e),()=>e.viewerIsFollowing?te(vo,t):te(wo,t))}function nn(e){let t={input:{userId:e.id}};return j(),Mt(e.id,Mi(e),()=>e.viewerIsFollowing?te(Co,t):te(_o,t))}function Ei(e,t,r,o){return te(xo,{input:{articleId:e,parentId:t,body:r,idempotencyKey:o}})}function Ti(e,t){return te(yi,{input:{commentId:e,body:t}})}async function ki(e){let t=await te(wi,{input:{commentId:e}});return t&&Ut(e),t}async function Pi(e){let t=await te(fi,{input:{articleId:e}});return t&&Ut(e),j(),t}function Si(e,t,r){let o={input:{articleId:e,tribeId:t}};return te(r?bi:hi,o)}async function Ai(e){await Pe(Eo,{input:{articleId:e}}).catch(()=>{})}function Ui(e){return te(To,{input:{until:e}})}async function rn(e,t){(await Pe(zo,{}).catch(()=>{}))?.viewer?.user?.name===null&&await te(Zt,{input:{name:e,handle:t}})}function Ri(e){let t=e.viewerHasBumped?-1:1;return{viewerHasBumped:t>0,bumpCount:e.bumpCount+t}}function Mi(e){let t=e.viewerIsFollowing?-1:1,r=e.followerCount===void 0?{}:{followerCount:e.followerCount+t};return{viewerIsFollowing:t>0,...r}}async function Mt(e,t,r){if(Hn.has(e))return!1;Hn.add(e);let o=uo(e,{...t}),i=await r().finally(()=>Hn.delete(e));return i||o(),i}async function te(e,t){let{done:r,wrong:o}=await W(e,t);return o.length&&X(ut(o)),r}var Wn=[["SPAM","Advertising or spam"],["ABUSE","It attacks somebody"],["OFF_TOPIC","It does not belong here"],["ILLEGAL","It is against the law"],["OTHER","Something else"]];function dt(e){return Wn.find(([t])=>t===e)?.[1]??"Something else"}var Ii="It stays. The case is closed.",Vn="Thank you. Those who moderate will look at it.";async function Di(e,t){be(await W(Mo,{input:{articleId:e,...t}}),Vn)}async function Fi(e,t){be(await W(Io,{input:{commentId:e,...t}}),Vn)}async function $i(e,t){be(await W(Do,{input:{userId:e,...t}}),Vn)}async function on(e,t){let r=be(await W(Fo,{input:{articleId:e,...t}}),"It is hidden.");return j(),r}async function sn(e){let t=be(await W($o,{input:{articleId:e}}),"It is shown again.");return j(),t}async function an(e,t){let r=be(await W(Oo,{input:{commentId:e,...t}}),"It is hidden.");return r&&Ut(e),r}async function Ln(e){let t=be(await W(Qo,{input:{commentId:e}}),"It is shown again.");return t&&Oe({id:e,gone:!1}),j(),t}async function Oi(e){return be(await W(Ko,{input:{articleId:e}}),Ii)}async function Ni(e){return be(await W(jo,{input:{commentId:e}}),Ii)}async function Hi(e,t,r){return be(await W(Go,{input:{tribeId:e,userId:t,role:r}}),"The role is given.")}async function Wi(e,t,r){return be(await W(Yo,{input:{tribeId:e,userId:t,role:r}}),"The role is taken.")}async function Vi(e){let t={input:{userId:e.id}},r=e.viewerIsMuting?await W(Ho,t):await W(No,t);be(r,e.viewerIsMuting?"You see what they write again.":"You do not see any more what they write."),j()}async function Li(e){let t={input:{userId:e.id}},r=e.viewerIsBlocking?await W(Vo,t):await W(Wo,t);be(r,e.viewerIsBlocking?"They are blocked no more.":"They are blocked: they cannot answer you any more."),j()}function be({done:e,wrong:t},r){return X(e?r:ut(t)),e}var ln=se(null);function nt(e,t,r){return new Promise(o=>ln.set({title:e,words:t,button:r,reasoned:!1,answer:i=>o(i!==null)}))}function Me(e,t,r){return new Promise(o=>ln.set({title:e,words:t,button:r,reasoned:!0,answer:i=>o(i===!0?null:i)}))}function Bi(){let e=q(ln),t=_e(null);H(()=>{e?t.current?.showModal():t.current?.close()},[e]);let r=o=>{e?.answer(o),ln.set(null)};return n("dialog",{ref:t,class:"panel","aria-labelledby":"question",onClose:()=>e&&r(null),children:e&&n("form",{class:"form",onSubmit:o=>{o.preventDefault();let i=new FormData(o.currentTarget);r(e.reasoned?{reason:i.get("reason"),note:String(i.get("note")).trim()}:!0)},children:[n("h2",{id:"question",children:e.title}),n("p",{children:e.words}),e.reasoned&&n(k,{children:[n("fieldset",{class:"choices",children:[n("legend",{children:"Why?"}),Wn.map(([o,i],s)=>n("label",{children:[n("input",{type:"radio",name:"reason",value:o,defaultChecked:s===0}),i]},o))]}),n("label",{class:"field",children:[n("span",{children:["In your words ",n("small",{children:"(may be empty)"})]}),n("textarea",{name:"note",rows:2,maxLength:500})]})]}),n("div",{class:"writing-foot",children:[n("button",{type:"button",class:"quiet",onClick:()=>r(null),children:"Cancel"}),n("button",{class:"primary",children:e.button})]})]})})}function ct({of:e,thumb:t=!1,soon:r=!1}){let[o,i]=U(!1),s=!t&&e.width&&e.height,a={...s&&{aspectRatio:`${e.width} / ${e.height}`},...e.blurHash&&{backgroundColor:va(e.blurHash)}};return!It(e.url)||o?n("span",{class:t?"picture thumb":"picture missing",children:!t&&(e.alt||"This picture is not there.")}):e.type?.startsWith("video/")?t?n("span",{class:"picture thumb film",style:a}):n("span",{class:"picture",style:a,children:n("video",{src:e.url,"aria-label":e.alt,controls:!0,preload:"metadata",onError:()=>i(!0)})}):n("span",{class:t?"picture thumb":"picture",style:a,children:n("img",{src:e.url,alt:t?"":e.alt,loading:r?"eager":"lazy",decoding:"async",referrerpolicy:"no-referrer",onError:()=>i(!0),...s&&{width:e.width??0,height:e.height??0}})})}function It(e){return/^(https:\/\/|\/(?!\/))/.test(e)||e.startsWith(`${location.origin}/`)}var wa="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";function va(e){let t=0;for(let r of e.slice(2,6))t=t*83+Math.max(0,wa.indexOf(r));return`#${(t&16777215).toString(16).padStart(6,"0")}`}var Bn=0,_a={article:"a",tribe:"t",user:"u"};function qn(){if(location.hash.startsWith("#/")){let[s="",...a]=location.hash.slice(2).split("/");history.replaceState(history.state,"",`/${[_a[s]??s,...a].join("/")}`)}let[e="",t="",r=""]=location.pathname.slice(1).split("/").map(Ca),o=history.state;Bn=Math.max(Bn,o?.visit??0);let i=o?.visit??++Bn;return o?.visit===void 0&&history.replaceState({visit:i},""),{page:e,of:t,part:r,query:new URLSearchParams(location.search),visit:i}}function f(e,t="",r={},o=""){let i=new URLSearchParams(Object.entries(r).filter(([,a])=>a)).toString();return`/${[e,t,o].filter(Boolean).map(a=>encodeURIComponent(a).replaceAll("%3D","=")).join("/")}${i&&`?${i}`}`}function ne(e){e===location.pathname+location.search?history.replaceState(null,"",e):history.pushState(null,"",e),dispatchEvent(new PopStateEvent("popstate"))}function Qn(e){let t=e.target.closest("a"),r=e.button||e.ctrlKey||e.metaKey||e.shiftKey||e.altKey;if(!t||r||e.defaultPrevented||t.target||t.hasAttribute("download"))return;let o=new URL(t.href);o.origin!==location.origin||o.hash||o.pathname.startsWith("/graphql")||(e.preventDefault(),ne(o.pathname+o.search))}function re(e,t,r){return r.find(o=>o===e.query.get(t))??r[0]}function Ca(e){try{return decodeURIComponent(e)}catch{return e}}var xa=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),Ea=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"narrow"}),Ta=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function Kn(e){return xa.format(e)}function E(e,t,r=`${t}s`){return`${Kn(e)} ${e===1?t:r}`}function Dt(e){let t=(Date.parse(e)-Date.now())/1e3;for(let[r,o]of Ta)if(Math.abs(t)>=o)return Ea.format(Math.trunc(t/o),r);return"just now"}function qi(e){let t=e.split(/[\s-]+/).filter(Boolean);return(t.length>1?[t[0],t.at(-1)]:t).map(r=>[...r??""][0]).join("").toUpperCase()}function Qi(e){let t=7;for(let r of e)t=(t*31+(r.codePointAt(0)??0))%3600;return t%360}function Q({name:e,square:t,picture:r}){let[o,i]=U(null);return n("span",{class:t?"avatar square":"avatar",style:{"--hue":Qi(e)},"aria-hidden":"true",children:r&&r!==o&&It(r)?n("img",{src:r,alt:"",loading:"lazy",referrerpolicy:"no-referrer",onError:()=>i(r)}):qi(e)})}function oe({of:e}){let t=D(e);return n(Q,{name:y(t),picture:t.avatarUrl})}function $(e){H(()=>{document.title=e?`${e} \xB7 Bandstand`:"Bandstand"},[e])}function y(e){return e.name??e.handle??e.slug??(e.id===Fe.get()?"You":"Somebody new")}function K({user:e}){F();let t=D(e);return t.handle===null?n("span",{children:y(t)}):n("a",{href:f("u",t.handle),children:y(t)})}function de({tribe:e}){let t=D(e);return t.slug===null?n("span",{children:y(t)}):n("a",{href:f("t",t.slug),children:y(t)})}function Ie({at:e}){return n("time",{dateTime:e,title:new Date(e).toLocaleString(),children:Dt(e)})}function ka(){return n("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:n("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function pt({of:e,what:t,bump:r}){F();let o=D(e);return n("button",{class:"bump","data-bump":!0,"aria-pressed":o.viewerHasBumped,onClick:()=>{r(o)},"aria-label":`Bump ${t}, ${E(o.bumpCount,"bump")}`,children:[n(ka,{}),n("span",{class:"number",children:Kn(o.bumpCount)})]})}var Ki="";function Ce({of:e,name:t,follow:r}){let o=_e(null);H(()=>{e.id===Ki&&document.activeElement===document.body&&o.current?.focus({preventScroll:!0})},[]);let i=()=>{Ki=e.id,r()};return n("button",{class:e.viewerIsFollowing?"follow followed":"follow",ref:o,onClick:i,children:[e.viewerIsFollowing?"Following":"Follow",n("span",{class:"unseen",children:[" ",t]})]})}function mt({title:e,tribes:t}){return F(),t.length?n("section",{class:"panel",children:[n("h2",{children:e}),n("ul",{class:"rows",children:st(t).map(r=>n("li",{children:[n(Q,{name:y(r),square:!0}),n("span",{class:"row-name",children:[n(de,{tribe:r}),n("small",{children:E(r.followerCount,"follower")})]}),n(Ce,{of:r,name:y(r),follow:()=>Re(r)})]},r.id))})]}):null}function ee(e){return n("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([t,r])=>n("a",{href:e.href(t),"aria-current":t===e.chosen?"true":void 0,children:r},t))})}function Se({html:e}){return n("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function O({failure:e,again:t}){return e.code==="BAD_USER_INPUT"?n(pe,{children:["There is nothing to find here: ",e.message,"."]}):n("div",{class:"trouble panel",role:"alert",children:[n("p",{children:e.message}),e.retryable&&n("p",{class:"quiet-words",children:"It is tried again by itself."}),n("button",{onClick:t,children:"Try again"})]})}function A({children:e}){return n("div",{class:"empty panel",children:e})}function pe({children:e}){return n(A,{children:[n("h1",{children:e}),n("p",{children:n("a",{class:"chip",href:f(""),children:"Home"})})]})}var Pa=3e3;function V({rows:e=12}){let[t,r]=U(!1);return H(()=>{let o=setTimeout(()=>r(!0),Pa);return()=>clearTimeout(o)},[]),n("div",{class:"skeleton",role:"status","aria-label":t?void 0:"Loading",children:[t&&n("p",{class:"waiting panel",children:"Still waiting for the gateway\u2026"}),Array.from({length:e},(o,i)=>n("div",{class:"panel",children:[n("i",{}),n("i",{}),n("i",{})]},i))]})}function ce({more:e,busy:t}){return e?n("button",{class:"more",onClick:e,"aria-disabled":t,children:t?"Loading\u2026":"More"}):null}var rt=[["NEW","New"],["HOT","Hot"],["TOP","Top"]];function Be(e){let t=new Map;for(let r of e)for(let{node:o}of r?.edges??[])t.has(o.id)||t.set(o.id,o);return[...t.values()]}var Sa=4;function qe({articles:e,more:t,busy:r,above:o}){return F(),n(k,{children:[n("ol",{class:"feed",children:st(e).map((i,s)=>n("li",{children:n(Gn,{article:i,soon:s<Sa,above:o?.(i)})},i.id))}),n(ce,{more:t,busy:r})]})}function jn({article:e,children:t}){return n("div",{class:"byline",children:[n(oe,{of:e.author}),n("p",{children:[n(K,{user:e.author}),n("span",{class:"byline-place",children:[n("span",{"aria-hidden":"true",children:" \xB7 "}),n(de,{tribe:e.tribe}),n("span",{class:"whole",children:[n("span",{"aria-hidden":"true",children:" \xB7 "}),n(Ie,{at:e.publishedAt})]})]})]}),t]})}function Gn({article:e,soon:t=!1,above:r}){let[o]=e.media,i=f("a",e.id);return n("article",{class:o?"card panel pictured":"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[n("div",{class:"card-words",children:[r&&n("p",{class:"quiet-words",children:r}),n(jn,{article:e}),n("h2",{id:`title-${e.id}`,children:n("a",{"data-open":!0,href:i,children:e.title})}),e.excerpt&&n("p",{class:"excerpt",children:e.excerpt})]}),o&&n("a",{class:"card-picture",href:i,tabIndex:-1,"aria-hidden":"true",children:n(ct,{of:o,thumb:!0,soon:t})}),n("p",{class:"foot",children:[n(pt,{of:e,what:e.title,bump:tn}),n("a",{class:"said",href:i,children:E(e.commentCount,"comment")}),n("span",{class:"seen",children:E(e.viewCount,"view")})]})]})}function me(e){return e===null?"null":Array.isArray(e)?"array":typeof e}function Qe(e){return me(e)==="object"}function Aa(e){return Array.isArray(e)&&e.length>0&&e.every(t=>"message"in t)}function Yn(e,t){return e.length<124?e:t}var ji="graphql-transport-ws";var ye=(e=>(e[e.InternalServerError=4500]="InternalServerError",e[e.InternalClientError=4005]="InternalClientError",e[e.BadRequest=4400]="BadRequest",e[e.BadResponse=4004]="BadResponse",e[e.Unauthorized=4401]="Unauthorized",e[e.Forbidden=4403]="Forbidden",e[e.SubprotocolNotAcceptable=4406]="SubprotocolNotAcceptable",e[e.ConnectionInitialisationTimeout=4408]="ConnectionInitialisationTimeout",e[e.ConnectionAcknowledgementTimeout=4504]="ConnectionAcknowledgementTimeout",e[e.SubscriberAlreadyExists=4409]="SubscriberAlreadyExists",e[e.TooManyInitialisationRequests=4429]="TooManyInitialisationRequests",e))(ye||{}),we=(e=>(e.ConnectionInit="connection_init",e.ConnectionAck="connection_ack",e.Ping="ping",e.Pong="pong",e.Subscribe="subscribe",e.Next="next",e.Error="error",e.Complete="complete",e))(we||{});function Gi(e){if(!Qe(e))throw new Error(`Message is expected to be an object, but got ${me(e)}`);if(!e.type)throw new Error("Message is missing the 'type' property");if(typeof e.type!="string")throw new Error(`Message is expects the 'type' property to be a string, but got ${me(e.type)}`);switch(e.type){case"connection_init":case"connection_ack":case"ping":case"pong":{if(e.payload!=null&&!Qe(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object or nullish or missing, but got "${e.payload}"`);break}case"subscribe":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${me(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Qe(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${me(e.payload)}`);if(typeof e.payload.query!="string")throw new Error(`"${e.type}" message payload expects the 'query' property to be a string, but got ${me(e.payload.query)}`);if(e.payload.variables!=null&&!Qe(e.payload.variables))throw new Error(`"${e.type}" message payload expects the 'variables' property to be a an object or nullish or missing, but got ${me(e.payload.variables)}`);if(e.payload.operationName!=null&&me(e.payload.operationName)!=="string")throw new Error(`"${e.type}" message payload expects the 'operationName' property to be a string or nullish or missing, but got ${me(e.payload.operationName)}`);if(e.payload.extensions!=null&&!Qe(e.payload.extensions))throw new Error(`"${e.type}" message payload expects the 'extensions' property to be a an object or nullish or missing, but got ${me(e.payload.extensions)}`);break}case"next":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${me(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Qe(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${me(e.payload)}`);break}case"error":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${me(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Aa(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an array of GraphQL errors, but got ${JSON.stringify(e.payload)}`);break}case"complete":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${me(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);break}default:throw new Error(`Invalid message 'type' property "${e.type}"`)}return e}function Yi(e,t){return Gi(typeof e=="string"?JSON.parse(e,t):e)}function gt(e,t){return Gi(e),JSON.stringify(e,t)}function Xn(e){let{url:t,connectionParams:r,lazy:o=!0,onNonLazyError:i=console.error,lazyCloseTimeout:s=0,keepAlive:a=0,disablePong:u,connectionAckWaitTimeout:p=0,retryAttempts:d=5,retryWait:c=async function(B){let x=Math.pow(2,B);await new Promise(I=>setTimeout(I,x*1e3+Math.floor(Math.random()*2700+300)))},shouldRetry:g=zn,on:m,webSocketImpl:l,generateID:h=function(){return"xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g,B=>{let x=Math.random()*16|0;return(B=="x"?x:x&3|8).toString(16)})},jsonMessageReplacer:_,jsonMessageReviver:C}=e,w;if(l){if(!Ra(l))throw new Error("Invalid WebSocket implementation provided");w=l}else typeof WebSocket<"u"?w=WebSocket:typeof global<"u"?w=global.WebSocket||global.MozWebSocket:typeof window<"u"&&(w=window.WebSocket||window.MozWebSocket);if(!w)throw new Error("WebSocket implementation missing; on Node you can `import WebSocket from 'ws';` and pass `webSocketImpl: WebSocket` to `createClient`");let v=w,T=(()=>{let P=(()=>{let x={};return{on(I,G){return x[I]=G,()=>{delete x[I]}},emit(I){"id"in I&&x[I.id]?.(I)}}})(),B={connecting:m?.connecting?[m.connecting]:[],opened:m?.opened?[m.opened]:[],connected:m?.connected?[m.connected]:[],ping:m?.ping?[m.ping]:[],pong:m?.pong?[m.pong]:[],message:m?.message?[P.emit,m.message]:[P.emit],closed:m?.closed?[m.closed]:[],error:m?.error?[m.error]:[]};return{onMessage:P.on,on(x,I){let G=B[x];return G.push(I),()=>{let Y=G.indexOf(I);Y>-1&&G.splice(Y,1)}},emit(x,...I){for(let G of[...B[x]])G(...I)}}})();function L(P){let B=[T.on("error",x=>{B.forEach(I=>I()),P(x)}),T.on("closed",x=>{B.forEach(I=>I()),P(x)})];return()=>B.forEach(x=>x())}let Ee,Te=0,He,ge=!1,Xe=0,ke=!1;async function Ae(){clearTimeout(He);let[P,B]=await(Ee??(Ee=new Promise((G,Y)=>(async()=>{if(ge){if(await c(Xe),!Te)return Ee=void 0,Y({code:1e3,reason:"All Subscriptions Gone"});Xe++}T.emit("connecting",ge);let R=new v(typeof t=="function"?await t():t,ji),De,ot;function Ht(){isFinite(a)&&a>0&&(clearTimeout(ot),ot=setTimeout(()=>{R.readyState===v.OPEN&&(R.send(gt({type:we.Ping})),T.emit("ping",!1,void 0))},a))}L(ae=>{Ee=void 0,clearTimeout(De),clearTimeout(ot),Y(ae),ae instanceof Ft&&(R.close(4499,"Terminated"),R.onerror=null,R.onclose=null)}),R.onerror=ae=>T.emit("error",ae),R.onclose=ae=>T.emit("closed",ae),R.onopen=async()=>{try{T.emit("opened",R);let ae=typeof r=="function"?await r():r;if(R.readyState!==v.OPEN)return;R.send(gt(ae?{type:we.ConnectionInit,payload:ae}:{type:we.ConnectionInit},_)),isFinite(p)&&p>0&&(De=setTimeout(()=>{R.close(ye.ConnectionAcknowledgementTimeout,"Connection acknowledgement timeout")},p)),Ht()}catch(ae){T.emit("error",ae),R.close(ye.InternalClientError,Yn(ae instanceof Error?ae.message:String(ae),"Internal client error"))}};let it=!1;R.onmessage=({data:ae})=>{try{let ie=Yi(ae,C);if(T.emit("message",ie),ie.type==="ping"||ie.type==="pong"){T.emit(ie.type,!0,ie.payload),ie.type==="pong"?Ht():u||(R.send(gt(ie.payload?{type:we.Pong,payload:ie.payload}:{type:we.Pong},_)),T.emit("pong",!1,ie.payload));return}if(it)return;if(ie.type!==we.ConnectionAck)throw new Error(`First message cannot be of type ${ie.type}`);clearTimeout(De),it=!0,T.emit("connected",R,ie.payload,ge),ge=!1,Xe=0;let br=new Promise((kl,Ls)=>L(Ls));br.catch(()=>{}),G([R,br])}catch(ie){R.onmessage=null,T.emit("error",ie),R.close(ye.BadResponse,Yn(ie instanceof Error?ie.message:String(ie),"Bad response"))}}})())));P.readyState===v.CLOSING&&await B;let x=()=>{},I=new Promise(G=>x=G);return[P,x,new Promise((G,Y)=>{let R=L(Y);P.readyState!==v.OPEN&&B.catch(Y),I.then(()=>{if(R(),!Te){let De=()=>P.close(1e3,"Normal Closure");isFinite(s)&&s>0?(clearTimeout(He),He=setTimeout(()=>{!Te&&P.readyState===v.OPEN&&De()},s)):De()}G()})})]}function ve(P){if(zn(P)&&(Ua(P.code)||[ye.InternalServerError,ye.InternalClientError,ye.BadRequest,ye.BadResponse,ye.Unauthorized,ye.SubprotocolNotAcceptable,ye.SubscriberAlreadyExists,ye.TooManyInitialisationRequests].includes(P.code)))throw P;if(ke)return!1;if(zn(P)&&P.code===1e3)return Te>0;if(!d||Xe>=d||!g(P))throw P;return ge=!0}o||(async()=>{for(Te++;;)try{let[,,P]=await Ae();await P}catch(P){try{if(!ve(P))return}catch(B){return i?.(B)}}})();function ue(P,B){let x=h(P),I=!1,G=!1,Y=()=>{Te--,I=!0};return(async()=>{for(Te++;;)try{let[R,De,ot]=await Ae();if(I)return ot.catch(()=>{}),De();let Ht=T.onMessage(x,it=>{switch(it.type){case we.Next:{B.next(it.payload);return}case we.Error:{G=!0,I=!0,B.error(it.payload),Y();return}case we.Complete:{I=!0,Y();return}}});R.send(gt({id:x,type:we.Subscribe,payload:P},_)),Y=()=>{!I&&R.readyState===v.OPEN&&R.send(gt({id:x,type:we.Complete},_)),Te--,I=!0,De()},await ot.finally(Ht);return}catch(R){if(!ve(R))return}})().then(()=>{G||B.complete()}).catch(R=>{B.error(R)}),()=>{I||Y()}}return{on:T.on,subscribe:ue,iterate(P){let B=[],x={done:!1,error:null,resolve:()=>{}},I=ue(P,{next(Y){B.push(Y),x.resolve()},error(Y){x.done=!0,x.error=Y,x.resolve()},complete(){x.done=!0,x.resolve()}}),G=(async function*(){for(;;){for(B.length||await new Promise(R=>x.resolve=R);B.length;)yield B.shift();if(x.error)throw x.error;if(x.done)return}})();return G.throw=async Y=>(x.done||(x.done=!0,x.error=Y,x.resolve()),{done:!0,value:void 0}),G.return=async()=>(I(),{done:!0,value:void 0}),G},async dispose(){if(ke=!0,Ee){let[P]=await Ee;P.close(1e3,"Normal Closure")}},terminate(){Ee&&T.emit("closed",new Ft)}}}var Ft=class extends Error{name="TerminatedCloseEvent";message="4499: Terminated";code=4499;reason="Terminated";wasClean=!1};function zn(e){return Qe(e)&&"code"in e&&"reason"in e}function Ua(e){return[1e3,1001,1006,1005,1012,1013,1014].includes(e)?!1:e>=1e3&&e<=1999}function Ra(e){return typeof e=="function"&&"constructor"in e&&"CLOSED"in e&&"CLOSING"in e&&"CONNECTING"in e&&"OPEN"in e}var Ma=40,zi=new Map,Jn=new Map;oo(async()=>{for(let[e,t]of Jn){let r=await At(e);"Authorization"in r&&t.readyState===WebSocket.OPEN&&t.send(JSON.stringify({type:"ping",payload:r}))}});function ft(e){let t=e.slice(0,Ma).map(({id:r})=>r);H(()=>{let r=t.map(o=>er("",So,{id:o},()=>{}));return()=>r.forEach(o=>o())},[t.join()])}function Xi(e){H(()=>er(e,Uo,{},()=>{Pe(Ro,{}).catch(()=>{})}),[e])}function Zn({of:e,order:t,shown:r,refresh:o}){let i=`${e} ${t}`,[s,a]=U({feed:i,ids:[]});H(()=>er(e,Ao,{order:t},({feedUpdated:c})=>{a({feed:i,ids:S(c).map(({id:g})=>g)})}),[i]);let u=new Set(r.map(({id:c})=>c)),p=t==="NEW"&&s.feed===i?s.ids.filter(c=>!u.has(c)).length:0;if(!r.length||!p)return null;let d=async()=>{await o(),scrollTo({top:0})};return n("p",{class:"fresh-place","aria-live":"polite",children:n("button",{class:"fresh",onClick:()=>{d()},children:["Show ",E(p,"new article")]})})}function er(e,t,r,o){return Ia(e).subscribe({query:t.toString(),variables:r},{next:({data:i})=>{i&&(Oe(i),o(i))},error:()=>{},complete:()=>{}})}function Ia(e){let t=zi.get(e);if(t)return t;let r=Xn({url:new URL("/graphql",location.href).href.replace(/^http/,"ws"),connectionParams:async()=>({...await At(e),...at()&&{"X-Consistency-Token":at()}}),shouldRetry:()=>!0,retryAttempts:Number.POSITIVE_INFINITY,keepAlive:12e3,lazyCloseTimeout:2e3,on:{connected:o=>{e&&Jn.set(e,o),Ct()},closed:o=>{Jn.delete(e),o.code!==1e3&&Yt()}}});return zi.set(e,r),r}function un(){let e=_e(null);return H(()=>{let t=r=>{let o=e.current;o?.open&&(r instanceof KeyboardEvent?r.key==="Escape":!o.contains(r.target))&&(o.open=!1,r instanceof KeyboardEvent&&o.querySelector("summary")?.focus())};return addEventListener("keydown",t),addEventListener("click",t),()=>{removeEventListener("keydown",t),removeEventListener("click",t)}},[]),e}function Ke({label:e,deeds:t}){let r=un(),o=t.filter(s=>!!s);if(!o.length)return null;let i=()=>{r.current&&(r.current.open=!1)};return n("details",{class:"deeds",ref:r,children:[n("summary",{"aria-label":e,children:n("span",{"aria-hidden":"true",children:"\xB7\xB7\xB7"})}),n("ul",{class:"menu panel",children:o.map(({words:s,does:a})=>n("li",{children:typeof a=="string"?n("a",{href:a,onClick:i,children:s}):n("button",{onClick:()=>{i(),r.current?.querySelector("summary")?.focus(),a()},children:s})},s))})]})}function Ji({words:e,opened:t,children:r}){let o=un();return n("details",{class:"deeds",ref:o,onToggle:i=>i.currentTarget.open&&t(),children:[n("summary",{class:"chip",children:e}),n("div",{class:"menu panel",children:r})]})}var Da=0;function Zi({article:e}){let[t,r]=U(0);return n(Ji,{words:e.repostCount?E(e.repostCount,"repost"):"Repost",opened:()=>r(++Da),children:t>0&&n(Fa,{article:e.id,visit:-t},t)})}function Fa({article:e,visit:t}){F();let r=M(t,pi,{id:e}),o=S(r.first?.article?.reposts),i=new Set(o.filter(({viewerHasReposted:d})=>d).map(({tribe:d})=>d.id)),s=S(r.first?.viewer?.user?.followedTribes),u=[...new Map([...s,...o.map(({tribe:d})=>d)].map(d=>[d.id,D(d)])).values()].filter(({id:d})=>d!==r.first?.article?.tribe.id),p=async d=>{await Si(e,d,i.has(d))&&await r.refresh()};return n(k,{children:[n("p",{children:"Take it into a tribe that you follow, so that others see it there."}),r.failure&&n(O,{failure:r.failure,again:r.again}),!r.first&&r.busy&&n("p",{children:"One moment\u2026"}),r.first&&!r.first.viewer&&n("p",{children:he()}),r.first?.viewer&&!u.length&&n("p",{children:"You follow no other tribe."}),n("ul",{class:"rows",children:u.map(d=>n("li",{children:[n(Q,{name:y(d),square:!0}),n("span",{class:"row-name",children:n(de,{tribe:d})}),n("button",{class:i.has(d.id)?"follow followed":"follow",onClick:()=>{p(d.id)},children:[i.has(d.id)?"Take back":"Repost",n("span",{class:"unseen",children:[" ",y(d)]})]})]},d.id))})]})}var es="bandstand.draft",$a=50;function $t(e){try{let t=JSON.parse(localStorage.getItem(dn(e))??"null");return t&&typeof t.key=="string"&&typeof t.values=="object"?t:null}catch{return null}}function ht(e){return{values:e,key:_i()}}function cn(e,t){try{localStorage.setItem(dn(e),JSON.stringify(t));let r=Object.keys(localStorage).filter(o=>o.startsWith(es));for(let o of r.slice(0,Math.max(0,r.length-$a)))o!==dn(e)&&localStorage.removeItem(o)}catch{}}function bt(e){localStorage.removeItem(dn(e))}function dn(e){return`${es} ${J()} ${e}`}function pn({label:e,button:t,draft:r,text:o="",send:i,focus:s=!1,cancel:a}){let[u,p]=U(!1),[d,c]=U(()=>$t(r)??ht({text:o})),g=async h=>{h.preventDefault();let _=d.values.text?.trim();u||!_||(p(!0),await i(_,d.key)&&(bt(r),c(ht({text:""}))),p(!1))},m=h=>{h.key==="Enter"&&(h.ctrlKey||h.metaKey)&&h.currentTarget.form?.requestSubmit(),h.key==="Escape"&&l?.()},l=a&&(()=>{bt(r),a()});return n("form",{class:"writing",onSubmit:g,children:[n("textarea",{name:"text",rows:d.values.text||s?3:2,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,value:d.values.text??"",onInput:h=>{let _={...d,values:{text:h.currentTarget.value}};c(_),cn(r,_)},onKeyDown:m,ref:h=>{s&&h&&!h.dataset.met&&(h.dataset.met="1",h.focus())}}),n("div",{class:"writing-foot",children:[l&&n("button",{type:"button",class:"quiet",onClick:l,children:"Cancel"}),n("button",{type:"submit",class:"primary","aria-disabled":u,children:t})]})]})}var Oa=[[/`([^`]+)`/g,"<code>$1</code>"],[/\*\*([^*]+)\*\*/g,"<strong>$1</strong>"],[/(?<![\w/])_([^_]+)_(?!\w)/g,"<em>$1</em>"],[/\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g,'<a href="$2">$1</a>']];function xe(e){return e.replaceAll("\r","").split(/\n{2,}/).map(r=>r.trim()).filter(Boolean).map(Na).join("")}function Ne(e){let{body:t}=new DOMParser().parseFromString(e,"text/html");return[...t.childNodes].map(Ha).filter(Boolean).join(`

`)}function je(e){return ts(xe(Ne(e)))===ts(e)}function Na(e){let t=e.split(`
`),r=o=>t.map(i=>tr(i.slice(o.length)));return e.startsWith("## ")&&t.length===1?`<h2>${tr(e.slice(3))}</h2>`:t.every(o=>o.startsWith("- "))?`<ul>${r("- ").map(o=>`<li>${o}</li>`).join("")}</ul>`:t.every(o=>o.startsWith("> "))?`<blockquote><p>${r("> ").join("<br>")}</p></blockquote>`:`<p>${t.map(tr).join("<br>")}</p>`}function tr(e){let t=e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;");return Oa.reduce((r,[o,i])=>r.replace(o,i),t)}function Ha(e){if(!(e instanceof HTMLElement))return e.textContent?.trim()??"";let t=nr(e).trim();switch(e.tagName){case"H1":case"H2":case"H3":return`## ${t}`;case"UL":return[...e.children].map(r=>`- ${nr(r).trim()}`).join(`
`);case"BLOCKQUOTE":return t.split(`
`).map(r=>`> ${r}`).join(`
`);default:return t}}function nr(e){if(!(e instanceof Element))return e.textContent??"";let t=[...e.childNodes].map(nr).join("");switch(e.tagName){case"BR":return`
`;case"STRONG":case"B":return`**${t}**`;case"EM":case"I":return`_${t}_`;case"CODE":return`\`${t}\``;case"A":return`[${t}](${e.getAttribute("href")??""})`;default:return t}}function ts(e){let{body:t}=new DOMParser().parseFromString(e,"text/html");for(let r of t.querySelectorAll("a"))for(let{name:o}of[...r.attributes])o!=="href"&&r.removeAttribute(o);return t.innerHTML.replace(/\s*\n\s*/g,"")}var ns=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],Wa=4;function rs({article:e,comments:t,refresh:r,open:o}){F();let i=st(t),s=new Set(i.map(({id:d})=>d)),a=Map.groupBy(i,({parent:d})=>d&&s.has(d.id)?d.id:""),u=async(d,c,g)=>{let m=await Ei(e,d,xe(c),g);return m&&await r(),m},p=(d,c)=>n("ol",{class:c?"replies":"thread","data-depth":Math.min(c,Wa),children:(a.get(d)??[]).map(g=>n("li",{children:[n(Va,{comment:g,say:u,draft:`comment ${e}`}),a.has(g.id)&&p(g.id,c+1)]},g.id))});return n("div",{class:"panel surface",children:[o&&n(pn,{label:"Add a comment",button:"Comment",draft:`comment ${e}`,send:(d,c)=>u(null,d,c)}),!t.length&&n("p",{class:"quiet-words",children:"Nobody has said anything yet."}),p("",0)]})}function Va({comment:e,say:t,draft:r}){let[o,i]=U(""),s=y(D(e.author)),a=()=>i(""),u=async()=>{let g=await Me("Report this comment","Those who moderate will look at it.","Report");g&&await Fi(e.id,g)},p=async()=>{let g=await Me("Hide this comment","Its author is told why.","Hide");g&&await an(e.id,g)},d=async()=>{await nt("Remove this comment?","It cannot be brought back.","Remove")&&await ki(e.id)},c=_t(()=>o!=="edit"||je(e.body),[o]);return n("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${s}`,children:[n("div",{class:"byline",children:[n(oe,{of:e.author}),n("p",{children:[n(K,{user:e.author}),n("span",{"aria-hidden":"true",children:" \xB7 "}),n(Ie,{at:e.postedAt}),e.updatedAt>e.postedAt&&n("small",{children:" \xB7 edited"})]})]}),o==="edit"?n(pn,{label:"Edit your comment",button:"Save",draft:`comment anew ${e.id}`,text:c?Ne(e.body):e.body,focus:!0,cancel:a,send:async g=>{let m=await Ti(e.id,c?xe(g):g);return m&&a(),m}}):n(Se,{html:e.body}),n("div",{class:"foot",children:[n(pt,{of:e,what:`the comment by ${s}`,bump:xi}),(e.viewerCanReply||!J())&&n("button",{class:"quiet","aria-expanded":o==="reply",onClick:()=>i(o==="reply"?"":"reply"),"aria-label":`Reply to ${s}`,children:"Reply"}),n(Ke,{label:`More about the comment by ${s}`,deeds:[e.viewerCanEdit&&{words:"Edit",does:()=>i("edit")},e.viewerCanRemove&&{words:"Remove",does:d},e.viewerCanHide&&{words:"Hide",does:p},J()!==""&&!e.viewerCanEdit&&{words:"Report",does:u}]})]}),o==="reply"&&n(pn,{label:`Reply to ${s}`,button:"Reply",draft:`${r} ${e.id}`,focus:!0,cancel:a,send:async(g,m)=>{let l=await t(e.id,g,m);return l&&a(),l}})]})}function os({route:e}){F();let t=re(e,"comments",["OLD","NEW","TOP"]),r=M(e.visit,ri,{id:e.of,order:t},l=>l.article?.comments),o=r.first?.article,i=o&&D(o);$(i?.title);let s=r.answers.flatMap(l=>S(l.article?.comments)),a=r.more||!i?0:i.commentCount-s.length;ft(o?[o]:[]),H(()=>{o&&J()&&Ai(o.id)},[o?.id]);let u=i&&D(i.tribe),p=async()=>{r.more&&t==="OLD"?ne(f("a",e.of,{comments:"NEW"})):await r.refresh()},d=async()=>{i&&await nt("Remove this article?","Its comments go with it. It cannot be brought back.","Remove")&&await Pi(i.id)&&ne(f(""))},c=async()=>{let l=await Me("Report this article","Those who moderate the tribe will look at it.","Report");i&&l&&await Di(i.id,l)},g=async()=>{let l=await Me("Hide this article","Its author is told why, and sees it still.","Hide");i&&l&&await on(i.id,l)&&await r.refresh()},m=async()=>{i&&await sn(i.id)&&await r.refresh()};return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[i&&u&&n("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[n(jn,{article:i,children:n(Ke,{label:"More about this article",deeds:[i.viewerCanEdit&&{words:"Edit",does:f("a",i.id,{},"edit")},i.viewerCanRemove&&{words:"Remove",does:d},i.viewerCanHide&&(o.hidden?{words:"Show it again",does:m}:{words:"Hide",does:g}),(i.viewerCanHide||i.viewerCanEdit)&&{words:"Hidden comments",does:f("a",i.id,{},"hidden")},J()!==""&&!i.viewerCanEdit&&{words:"Report",does:c}]})}),n("h1",{id:"title",children:i.title}),o.hidden&&n("p",{class:"resumed",children:["This is hidden: ",dt(o.hidden.reason),". ",o.hidden.note]}),i.media.map((l,h)=>n(ct,{of:l,soon:h===0},l.url)),n(Se,{html:i.body}),!i.body&&n("p",{children:i.excerpt}),n("p",{class:"foot","aria-live":"polite",children:[n(pt,{of:i,what:i.title,bump:tn}),n("span",{"data-comments":!0,children:E(i.commentCount,"comment")}),n("span",{"data-views":!0,children:E(i.viewCount,"view")}),n(Zi,{article:i}),n("button",{class:"chip","aria-pressed":i.viewerHasSaved,onClick:()=>{Ci(i)},children:i.viewerHasSaved?"Kept for later":"Keep for later"})]})]}),i&&n("section",{"aria-label":"Comments",class:"comments",children:[n("header",{class:"page-head",children:[n("h2",{children:"Comments"}),n(ee,{label:"Order of comments",words:ns,chosen:t,href:l=>f("a",e.of,{comments:l})})]}),a>0&&r.first&&!r.busy&&n("p",{class:"fresh-place",children:n("button",{class:"fresh",onClick:()=>{r.refresh()},children:["Show ",E(a,"new comment")]})}),n(rs,{article:i.id,comments:s,refresh:p,open:i.viewerCanComment||!J()}),n(ce,{more:r.more,busy:r.busy})]}),!r.first&&r.busy&&n(V,{rows:2}),r.failure&&n(O,{failure:r.failure,again:r.again}),r.first&&!r.failure&&!i&&n(pe,{children:"This article is not here, or no more."})]}),n("aside",{class:"side-column","aria-label":"Tribe",children:u&&n("section",{class:"panel about",children:[n(Q,{name:y(u),square:!0}),n("h2",{children:n(de,{tribe:u})}),n("p",{children:E(u.followerCount,"follower")}),n(Ce,{of:u,name:y(u),follow:()=>Re(u)})]})})]})}var rr=[["ALL","All time"],["DAY","Today"],["WEEK","Week"],["MONTH","Month"]];function or(e){return re(e,"window",["ALL","DAY","WEEK","MONTH"])}function is({route:e}){F();let t=or(e),r=M(e.visit,ti,{slug:e.of,window:t},s=>s.tribe?.leaderboard),o=r.first?.tribe;$(o?`Leaderboard of ${y(o)}`:void 0);let i=r.answers.flatMap(s=>s.tribe?.leaderboard?.edges??[]);return n("div",{class:"narrow",children:[n("header",{class:"page-head",children:[n("h1",{children:["Leaderboard",o&&n(k,{children:[" of ",n(de,{tribe:o})]})]}),n(ee,{label:"Articles of which time",words:rr,chosen:t,href:s=>f("t",e.of,{window:s},"leaderboard")})]}),i.length>0&&n("div",{class:"panel",children:[n(ir,{ranks:i}),n(sr,{standing:o?.viewerStanding,shown:i.length})]}),n(ce,{more:r.more,busy:r.busy}),!r.first&&r.busy&&n(V,{rows:6}),r.failure&&n(O,{failure:r.failure,again:r.again}),o?.leaderboard&&!i.length&&n(A,{children:"Nobody was bumped in this time."}),r.first&&!r.failure&&!o&&n(A,{children:["There is no tribe called \u201C",e.of,"\u201D."]})]})}function ir({ranks:e}){return n("ol",{class:"rows",children:e.map(({node:t,score:r},o)=>n("li",{children:[n("span",{class:"rank",children:o+1}),n(oe,{of:t}),n("span",{class:"row-name",children:[n(K,{user:t}),n("small",{children:E(r,"bump")})]})]},t.id))})}function sr({standing:e,shown:t}){return!e||e.place<=t?null:n("p",{class:"quiet-words standing",children:["You are number ",e.place,", with ",E(e.score,"bump"),"."]})}var La=[["LATEST","Latest"],["MOST_REPORTED","Most reported"],["DECIDED","Decided"]];function ss({route:e}){F();let t=re(e,"queue",["LATEST","MOST_REPORTED","DECIDED"]),r=M(e.visit,Lo,{slug:e.of,queue:t},a=>a.tribe?.cases),o=r.first?.tribe;$(o?`Moderation of ${y(o)}`:"Moderation");let i=r.answers.flatMap(a=>S(a.tribe?.cases)),s=o?.viewerCanModerate;return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[n("header",{class:"page-head",children:[n("h1",{children:["Moderation",o&&n(k,{children:[" of ",n(de,{tribe:o})]})]}),s&&n(ee,{label:"Which cases",words:La,chosen:t,href:a=>f("t",e.of,{queue:a},"moderation")})]}),n("ol",{class:"feed",children:i.map(a=>n("li",{children:n(Ba,{of:a,refresh:r.refresh})},a.id))}),n(ce,{more:r.more,busy:r.busy}),!r.first&&r.busy&&n(V,{}),r.failure&&(!o||s)&&n(O,{failure:r.failure,again:r.again}),s&&o.cases&&!i.length&&n(A,{children:t==="DECIDED"?"Nothing has been decided yet.":"Nothing is reported. All is well."}),o&&!s&&n(pe,{children:"Those who own or moderate the tribe see what was reported in it."}),r.first&&!r.failure&&!o&&n(pe,{children:["There is no tribe called \u201C",e.of,"\u201D."]})]}),n("aside",{class:"side-column","aria-label":"Who moderates",children:o&&s&&n(Ka,{of:o,refresh:r.refresh})})]})}function Ba({of:e,refresh:t}){let{article:r,comment:o,decision:i,decidedBy:s,decidedAt:a}=e,u=r?"article":"comment",p=r??o;if(!p)return null;let d=r??o?.article,c=async _=>{_&&await t()},g=async()=>{let _=await Me(`Hide this ${u}`,"Its author is told why, and sees it still.","Hide");_&&await c(await(r?on(p.id,_):an(p.id,_)))},m=async()=>{await nt(`Keep this ${u}?`,"What was reported needs nothing more. If it is reported again, it comes back here.","Keep it")&&await c(await(r?Oi(p.id):Ni(p.id)))},l=async()=>c(await(r?sn(p.id):Ln(p.id))),h=`${r?"Article":"Comment"} by ${y(D(p.author))}`;return n("article",{class:"case panel","data-item":!0,tabIndex:-1,"aria-label":h,children:[n("p",{class:"byline",children:[n(oe,{of:p.author}),n("span",{children:[r?"Article":"Comment"," by ",n(K,{user:p.author})]})]}),d&&n("h2",{children:n("a",{"data-open":!0,href:f("a",d.id),children:d.title})}),r?r.excerpt&&n("p",{children:r.excerpt}):n(Se,{html:o?.body??""}),e.reportCount>0&&n(qa,{of:e}),i&&a&&n("p",{class:"resumed",children:[{HIDDEN:"Hidden",UNHIDDEN:"Shown again",DISMISSED:"Kept"}[i.kind],s&&n(k,{children:[" by ",n(K,{user:s})]}),", ",n(Ie,{at:a}),i.reason&&`: ${dt(i.reason).toLowerCase()}`,". ",i.note]}),p.viewerCanHide&&n("p",{class:"foot",children:[i?.kind==="HIDDEN"?n("button",{onClick:()=>{l()},children:"Show it again"}):n("button",{onClick:()=>{g()},children:"Hide"}),!i&&e.reportCount>0&&n("button",{onClick:()=>{m()},children:"Keep it"})]})]})}function qa({of:e}){let t=S(e.reports);return n("div",{class:"reports",children:[n("h3",{children:E(e.reportCount,"report")}),n("ul",{children:t.map(({at:r,note:o,reason:i,reporter:s})=>n("li",{children:[n("strong",{children:dt(i)}),o&&n(k,{children:[" \xB7 \u201C",o,"\u201D"]}),n("small",{children:[n(K,{user:s}),n("span",{class:"whole",children:[n("span",{"aria-hidden":"true",children:" \xB7 "}),n(Ie,{at:r})]})]})]},s.id))}),e.reportCount>t.length&&n("p",{class:"quiet-words",children:["and ",E(e.reportCount-t.length,"other")]})]})}var Qa=[["OWNER","Owners","They describe the tribe, give and take roles, and moderate."],["MODERATOR","Moderators","They decide on what is reported, and hide what does not belong."]];function Ka({of:e,refresh:t}){let r=Fe.get(),o=S(e.owners),i=async(s,a)=>{let u=s.id===r,p=u?"your":`${y(s)}'s`,c=u&&a==="OWNER"&&o.length===1?"Nobody owns the tribe then but the administrators.":"It can be given again.";await nt(`Take ${p} role?`,c,u?"Give it up":"Take it")&&await Wi(e.id,s.id,a)&&await t()};return n(k,{children:[Qa.map(([s,a,u])=>{let p=s==="OWNER"?o:S(e.moderators);return n("section",{class:"panel","aria-label":a,children:[n("h2",{children:a}),n("p",{class:"quiet-words",children:u}),n("ul",{class:"rows",children:p.map(d=>n("li",{children:[n(oe,{of:d}),n("span",{class:"row-name",children:n(K,{user:d})}),(d.id===r||e.viewerCanEdit&&(s!=="OWNER"||o.length>1))&&n("button",{class:"quiet","aria-label":d.id===r?"Give up your role":`Take the role of ${y(D(d))}`,onClick:()=>{i(d,s)},children:d.id===r?"Give up":"Take"})]},d.id))}),!p.length&&n("p",{class:"quiet-words",children:"Nobody."})]},s)}),e.viewerCanEdit&&n(ja,{tribe:e.id,refresh:t})]})}function ja({tribe:e,refresh:t}){let[r,o]=U(!1),i=async s=>{let a=new FormData(s),u=String(a.get("handle")).trim().replace(/^@/,"");o(!0);try{let{user:p}=await Pe(qo,{handle:u});p?await Hi(e,p.id,a.get("role"))&&(s.reset(),await t()):X(`There is nobody called \u201C${u}\u201D.`)}catch(p){X(p.message)}o(!1)};return n("section",{class:"panel",children:[n("h2",{children:"Give a role"}),n("form",{class:"form",onSubmit:s=>{s.preventDefault(),i(s.currentTarget)},children:[n("label",{class:"field",children:[n("span",{children:"Whom, by their handle"}),n("input",{name:"handle",required:!0,maxLength:128,autocomplete:"off",placeholder:"@pat"})]}),n("label",{class:"field",children:[n("span",{children:"Role"}),n("select",{name:"role",children:[n("option",{value:"MODERATOR",children:"Moderator"}),n("option",{value:"OWNER",children:"Owner"})]})]}),n("button",{class:"primary",disabled:r,children:"Give it"})]})]})}function as({route:e}){F();let t=M(e.visit,Bo,{id:e.of},i=>i.article?.hiddenComments),r=t.first?.article;$("Hidden comments");let o=t.answers.flatMap(i=>S(i.article?.hiddenComments));return n("div",{class:"narrow",children:[n("header",{class:"page-head",children:n("h1",{children:["Hidden comments",r&&n(k,{children:[" on ",n("a",{href:f("a",r.id),children:r.title})]})]})}),n("ol",{class:"feed",children:o.map(i=>{let s=i.hidden??i.hiddenByAuthor;return n("li",{children:n("article",{class:"case panel","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${y(D(i.author))}`,children:[n("p",{class:"byline",children:[n(oe,{of:i.author}),n("span",{children:[n(K,{user:i.author}),", ",n(Ie,{at:i.postedAt})]})]}),n(Se,{html:i.body}),s&&n("p",{class:"resumed",children:["Hidden by ",i.hiddenBy?n(K,{user:i.hiddenBy}):"the author of the article",": ",dt(s.reason).toLowerCase(),". ",s.note]}),i.viewerCanHide&&n("p",{class:"foot",children:n("button",{onClick:()=>{Ln(i.id).then(a=>a?t.refresh():void 0)},children:"Show it again"})})]})},i.id)})}),n(ce,{more:t.more,busy:t.busy}),!t.first&&t.busy&&n(V,{rows:2}),t.failure&&(t.failure.code==="FORBIDDEN"||t.failure.code==="UNAUTHENTICATED"?n(pe,{children:"Who wrote the article, and who moderates its tribe, see what is hidden on it."}):n(O,{failure:t.failure,again:t.again})),r?.hiddenComments&&!o.length&&n(A,{children:"No comment is hidden here."}),t.first&&!t.failure&&!r&&n(pe,{children:"This article is not here, or no more."})]})}var Ga={ARTICLE_BUMPED:"bumped your article",ARTICLE_COMMENTED:"commented on your article",COMMENT_BUMPED:"bumped your comment on",COMMENT_REPLIED:"replied to your comment on",FOLLOWED:"follow you",ARTICLE_HIDDEN:"hid your article",COMMENT_HIDDEN:"hid your comment on"};function ls({me:e,here:t}){Xi(e);let r=q(zt);return n("a",{class:"bell",href:f("inbox"),"aria-current":t?"page":void 0,children:[n("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:n("path",{d:"M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})}),n("span",{class:"unseen",children:r?`Notifications, ${r} unread`:"Notifications"}),r>0&&n("span",{class:"number","aria-hidden":"true",children:r>99?"99+":r})]})}function us({route:e}){F(),$("Notifications");let t=q(zt),r=M(e.visit,oi,{},a=>a.viewer?.inbox?.notifications),o=r.answers.flatMap(a=>S(a.viewer?.inbox?.notifications)),[i]=o,s=async()=>{i&&await Ui(i.at)&&await r.refresh()};return n("div",{class:"columns",children:n("div",{class:"main-column",children:[n("header",{class:"page-head",children:[n("h1",{children:"Notifications"}),t>0&&n("button",{onClick:()=>{s()},children:"Mark all as read"})]}),n("ol",{class:"notices",children:o.map(a=>n("li",{children:n(Ya,{notice:a})},a.id))}),n(ce,{more:r.more,busy:r.busy}),!r.first&&r.busy&&n(V,{}),r.failure&&n(O,{failure:r.failure,again:r.again}),r.first&&!r.first.viewer&&n(A,{children:he()}),r.first?.viewer?.inbox?.notifications&&!o.length&&n(A,{children:"Nothing yet. Write something, and others will bump it."})]})})}function Ya({notice:e}){let t=S(e.comments),r=t.length?t.map(({author:a})=>a):S(e.actors),o=e.commentCount?0:e.actorCount-r.length,[i]=r,s=e.kind==="FOLLOWED"&&e.actorCount===1?"follows you":Ga[e.kind];return n("article",{class:e.isRead?"hit panel":"hit panel new","data-item":!0,tabIndex:-1,"aria-labelledby":e.id,children:[i?n(oe,{of:i}):n(Q,{name:"?"}),n("div",{children:[n("p",{id:e.id,children:[!e.isRead&&n("span",{class:"unseen",children:"New: "}),n(za,{people:r,others:o})," ",s," ",e.article&&n("a",{"data-open":!0,href:f("a",e.article.id),children:n("strong",{children:e.article.title})}),!e.article&&e.kind!=="FOLLOWED"&&"that was taken down",e.commentCount>t.length&&` (${E(e.commentCount,"comment")})`]}),n(Ie,{at:e.at})]})]})}function za({people:e,others:t}){let r=[...new Map(e.map(o=>[o.id,o])).values()];return n(k,{children:[r.map((o,i)=>n("span",{children:[i>0&&(t>0?", ":" and "),n(K,{user:o})]},o.id)),t>0&&` and ${E(t,"other")}`]})}var ps=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["t","the tribes or people beside"],["h","home"],["w","write an article"],["?","these keys"]],Ge=se(!1);function ms(){addEventListener("keydown",e=>{let t=e.target;t.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||Xa(e.key,t)&&e.preventDefault()})}function Xa(e,t){let r=t.closest("[data-item]");return e==="j"||e==="k"?Ja(r,e==="j"?1:-1):e==="b"?ds(r??document,r?"[data-bump]":".article [data-bump]"):e==="Enter"?t===r&&ds(r,"[data-open]"):e==="/"?cs("#search")||Za():e==="t"?cs("aside a, aside button"):(e==="h"&&ne(f("")),e==="w"&&ne(f("write")),e==="?"&&Ge.set(!Ge.get()),"hw?".includes(e))}function Ja(e,t){let r=[...document.querySelectorAll("[data-item]")],o=e?r.indexOf(e)+t:0,i=r[Math.max(0,Math.min(o,r.length-1))];return i?.focus({preventScroll:!0}),i?.scrollIntoView({block:"nearest"}),i!==void 0}function ds(e,t){let r=e.querySelector(t);return r?.click(),r!==null}function cs(e){let t=document.querySelector(e);return t?.checkVisibility()?(t.focus(),!0):!1}function Za(){return ne(f("search")),!0}var el=[["","All"],["ARTICLE","Articles"],["TRIBE","Tribes"],["USER","People"]];function gs({route:e}){return n(k,{children:[n("a",{class:"search-link",href:f("search"),"aria-label":"Search","aria-current":e.page==="search"?"page":void 0,children:n("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:n("path",{d:"M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13Zm5-1.5L20 20",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round"})})}),e.page!=="search"&&n(fs,{id:"search",words:"",type:"",label:"Search articles, tribes and people"})]})}function fs({id:e,words:t,type:r,label:o,focus:i=!1}){return n("form",{class:"search",role:"search",onSubmit:s=>{s.preventDefault();let a=s.currentTarget.elements.namedItem("q");a.value.trim()&&ne(f("search","",{q:a.value.trim(),type:r}))},children:n("input",{id:e,name:"q",type:"search",maxLength:200,defaultValue:t,placeholder:"Search","aria-label":o,autocomplete:"off",ref:s=>{i&&!t&&s?.focus()}},t)})}function hs({route:e}){let t=e.query.get("q")?.trim()??"";$(t?`\u201C${t}\u201D`:"Search");let r=re(e,"type",["","ARTICLE","TRIBE","USER"]);return n("div",{class:"columns",children:n("div",{class:"main-column",children:[n("header",{class:"page-head",children:n("h1",{children:t?`\u201C${t}\u201D`:"Search"})}),n(fs,{id:"search",words:t,type:r,label:"Search articles, tribes and people",focus:!0}),n("header",{class:"page-head",children:t&&n(ee,{label:"What",words:el,chosen:r,href:o=>f("search","",{q:t,type:o})})}),t?n(tl,{words:t,type:r||null,visit:e.visit}):n(A,{children:"Which words? The last may be the beginning of one."})]})})}function tl({words:e,type:t,visit:r}){F();let o=M(r,ii,{query:e,type:t},s=>s.search),i=o.answers.flatMap(({search:s})=>S(s));return n(k,{children:[n("ol",{class:"feed",children:i.map(s=>n("li",{children:n(nl,{of:s})},s.id))}),n(ce,{more:o.more,busy:o.busy}),!o.first&&o.busy&&n(V,{}),o.failure&&n(O,{failure:o.failure,again:o.again}),o.first?.search&&!i.length&&n(A,{children:"Nothing has all these words."})]})}function nl({of:e}){if(e.__typename==="Article")return n(Gn,{article:D(e)});if(e.__typename==="Tribe"){let t=D(e);return n(Ot,{name:y(t),face:n(Q,{name:y(t),square:!0}),facts:E(t.followerCount,"follower"),of:n(de,{tribe:t}),children:n(Ce,{of:t,name:y(t),follow:()=>Re(t)})})}return e.__typename==="User"?n(Ot,{name:y(D(e)),face:n(oe,{of:e}),facts:e.handle?`@${e.handle}`:"",of:n(K,{user:e})}):null}function Ot(e){return n("article",{class:"hit panel","data-item":!0,tabIndex:-1,"aria-label":e.name,children:[e.face,n("span",{class:"row-name",children:[e.of,n("small",{children:e.facts})]}),e.children]})}function bs({route:e,me:t}){let r=(o,i)=>n("a",{href:f(o),"aria-current":e.page===o&&!e.of?"page":void 0,children:i});return n("header",{class:"top",children:n("div",{class:"top-row",children:[n("a",{class:"brand",href:f(""),children:[n(rl,{}),"Bandstand"]}),n("nav",{class:"places","aria-label":"Places",children:[r("","Home"),r("all","Everything"),r("tribes","Tribes"),r("people","People")]}),n(gs,{route:e}),n("div",{class:"mine",children:[t&&n("a",{class:"chip write",href:f("write","",{tribe:e.page==="t"?e.of:""}),children:[n("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:n("path",{d:"m4 20 1-5L16 4l4 4L9 19l-5 1Z",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linejoin":"round"})}),n("span",{children:"Write"})]}),t&&n(ls,{me:t,here:e.page==="inbox"}),n(ol,{me:t})]})]})})}function rl(){return n("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[n("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),n("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function ol({me:e}){F();let t=D({id:q(Fe)}),r=e&&t.name||e,o=un(),i=Zr(),s=()=>{o.current&&(o.current.open=!1)},a=p=>{s(),o.current?.querySelector("summary")?.focus(),Yr(p)},u=n("li",{children:n("a",{href:f("saved"),onClick:s,children:"Kept for later"})});return i==="none"?null:i==="openid"&&!e?n("button",{class:"primary sign-in",onClick:()=>{to()},children:"Sign in"}):n(k,{children:[e&&n("a",{class:"profile-link",href:t.handle?f("u",t.handle):f("me"),children:[n("span",{class:"unseen",children:["Your profile, ",r]}),n(Q,{name:r,picture:t.avatarUrl})]}),n("details",{class:"who",ref:o,children:[n("summary",{children:[n("span",{class:"unseen",children:"You are "}),n("span",{class:"who-name",children:r||"signed out"}),n("svg",{viewBox:"0 0 12 12",width:"12",height:"12","aria-hidden":"true",children:n("path",{d:"m2 4 4 4 4-4",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})})]}),i==="openid"?n("div",{class:"menu panel",children:n("ul",{children:[u,n("li",{children:n("button",{onClick:()=>{no()},children:"Sign out"})})]})}):n("div",{class:"menu panel",children:[n("p",{children:"In development you are who you say. Another window can be somebody else."}),n("ul",{children:[Gr.map(p=>n("li",{children:n("button",{"aria-pressed":p===e,onClick:()=>a(p),children:[n(Q,{name:p}),p]})},p)),n("li",{children:n("button",{"aria-pressed":e==="",onClick:()=>a(""),children:[n(Q,{name:"?"}),"signed out"]})}),e&&u]}),n("form",{onSubmit:p=>{p.preventDefault();let d=p.currentTarget.elements.namedItem("name"),[c,g]=[d.value.trim(),tt(d.value)];g&&(a(g),rn(c,g),d.value="")},children:[n("label",{children:["Somebody new",n("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),n("button",{class:"primary",children:"Become"})]})]})]})]})}function ys(){let e=q(Ge),t=_e(null);return H(()=>{e?t.current?.showModal():t.current?.close()},[e]),n("dialog",{ref:t,class:"panel","aria-labelledby":"keys",onClose:()=>Ge.set(!1),children:[n("h2",{id:"keys",children:"Keys"}),n("dl",{children:ps.map(([r,o])=>n("div",{children:[n("dt",{children:n("kbd",{children:r})}),n("dd",{children:o})]},r))}),n("button",{class:"primary",onClick:()=>Ge.set(!1),children:"Close"})]})}var il=[...rt,["FOR_YOU","For you"]],ar=new Set;function ws({route:e}){$("Home");let t=re(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[r]=U(!ar.has(J())),o={order:t,all:t==="FOR_YOU"?"HOT":t,withAll:r},i=M(e.visit,Xo,o,l=>l.viewer?.feed?.edges.length?l.viewer.feed:l.feed),s=q(en),[a]=U(s);H(()=>{s!==a&&i.refresh()},[s]);let u=i.first?.viewer,p=u?.user?u.user.followedTribeCount+u.user.followedUserCount:0;p?ar.add(J()):u?.user&&ar.delete(J());let d=p>0||t==="FOR_YOU",c=Be(i.answers.map(l=>d&&l.viewer?l.viewer.feed:l.feed)),g=S(u?.user?.followedTribes),m=Cs(S(i.first?.around),g);return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[n("header",{class:"page-head",children:[n("h1",{children:d||!i.first?"Home":"Everything"}),n(ee,{label:"Order",words:il,chosen:t,href:l=>f("","",{order:l})})]}),i.first&&!d&&n("div",{class:"hint panel",children:[n("p",{children:[u?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",u?"Follow a tribe, and its articles make your home feed.":he()]}),u&&n("p",{class:"chips",children:m.filter(({slug:l})=>l!==null).map(l=>n("a",{class:"chip",href:f("t",l.slug??""),children:l.name??l.slug},l.id))})]}),n(Zn,{of:d?J():"",order:t,shown:c,refresh:i.refresh}),n(qe,{articles:c,more:i.more,busy:i.busy}),!i.first&&i.busy&&n(V,{}),i.failure&&n(O,{failure:i.failure,again:i.again}),i.first&&!i.failure&&!c.length&&n(A,{children:"Nothing here yet. What you follow will write something."})]}),n("aside",{class:"side-column","aria-label":"Tribes",children:[n(mt,{title:"You follow",tribes:g}),n(mt,{title:"Tribes to follow",tribes:m})]})]})}function vs({route:e}){$("Everything");let t=re(e,"order",["NEW","HOT","TOP"]),r=M(e.visit,Zo,{order:t},i=>i.feed),o=Be(r.answers.map(({feed:i})=>i));return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[n("header",{class:"page-head",children:[n("h1",{children:"Everything"}),n(ee,{label:"Order",words:rt,chosen:t,href:i=>f("all","",{order:i})})]}),n(Zn,{of:"",order:t,shown:o,refresh:r.refresh}),n(qe,{articles:o,more:r.more,busy:r.busy}),!r.first&&r.busy&&n(V,{}),r.failure&&n(O,{failure:r.failure,again:r.again}),r.first&&!r.failure&&!o.length&&n(A,{children:"Nobody has written anything yet."})]}),n("aside",{class:"side-column","aria-label":"Tribes",children:n(mt,{title:"Tribes here",tribes:Cs(o.map(({tribe:i})=>i),[])})})]})}function _s({route:e}){$("Kept for later");let t=M(e.visit,Jo,{},o=>o.viewer?.user?.savedArticles),r=Be(t.answers.map(o=>o.viewer?.user?.savedArticles));return n("div",{class:"columns",children:n("div",{class:"main-column",children:[n("header",{class:"page-head",children:n("h1",{children:"Kept for later"})}),n(qe,{articles:r,more:t.more,busy:t.busy}),!t.first&&t.busy&&n(V,{}),t.failure&&n(O,{failure:t.failure,again:t.again}),t.first&&!t.failure&&!r.length&&n(A,{children:t.first.viewer?"You keep nothing yet. Every article has a button for it.":`You are signed out. ${he()}`})]})})}function Cs(e,t){let r=new Set(t.map(({id:o})=>o));return[...new Map(e.map(o=>[o.id,o])).values()].filter(({id:o})=>!r.has(o)).slice(0,8)}var sl=[["FOLLOWERS","Followers"],["ACTIVE","Active"],["NAME","Name"],["NEW","Newest"]],al=[["FOLLOWERS","Followers"],["NEW","Newest"]];function xs({route:e}){F(),$("Tribes");let t=re(e,"order",["FOLLOWERS","ACTIVE","NAME","NEW"]),r=M(e.visit,si,{order:t},o=>o.tribes);return n(Ts,{title:"Tribes",tabs:n(ee,{label:"Order",words:sl,chosen:t,href:o=>f("tribes","",{order:o})}),it:r,children:[n("p",{children:n("a",{class:"chip",href:f("tribes","new"),children:"Found a tribe"})}),n("ol",{class:"list",children:r.answers.flatMap(({tribes:o})=>S(o)).map(D).map(o=>n("li",{children:n(Ot,{name:y(o),face:n(Q,{name:y(o),square:!0}),of:n(de,{tribe:o}),facts:[E(o.followerCount,"follower"),E(o.articleCount,"article"),t==="NEW"?o.createdAt&&`founded ${Dt(o.createdAt)}`:o.activeAt&&`active ${Dt(o.activeAt)}`].filter(Boolean).join(" \xB7 "),children:n(Ce,{of:o,name:y(o),follow:()=>Re(o)})})},o.id))}),r.first?.tribes?.edges.length===0&&n(A,{children:"Nobody has founded a tribe yet."})]})}function Es({route:e}){F(),$("People");let t=q(Fe),r=re(e,"order",["FOLLOWERS","NEW"]),o=M(e.visit,ai,{order:r},i=>i.users);return n(Ts,{title:"People",tabs:n(ee,{label:"Order",words:al,chosen:r,href:i=>f("people","",{order:i})}),it:o,children:[n("ol",{class:"list",children:o.answers.flatMap(({users:i})=>S(i)).map(D).map(i=>n("li",{children:n(Ot,{name:y(i),face:n(oe,{of:i}),of:n(K,{user:i}),facts:`${E(i.followerCount,"follower")} \xB7 ${E(i.articleCount,"article")}`,children:i.id!==t&&n(Ce,{of:i,name:y(i),follow:()=>nn(i)})})},i.id))}),o.first?.users?.edges.length===0&&n(A,{children:"Nobody has a name yet."})]})}function Ts({title:e,tabs:t,it:r,children:o}){return n("div",{class:"narrow",children:[n("header",{class:"page-head",children:[n("h1",{children:e}),t]}),r.first!==void 0&&o,n(ce,{more:r.more,busy:r.busy}),!r.first&&r.busy&&n(V,{}),r.failure&&n(O,{failure:r.failure,again:r.again})]})}function ks({route:e}){F();let t=re(e,"order",["NEW","HOT","TOP"]),r=or(e),o=M(e.visit,ei,{slug:e.of,order:t,window:r},c=>c.tribe?.feed),i=o.first?.tribe,s=i&&D(i);$(s?y(s):void 0);let a=Be(o.answers.map(c=>c.tribe?.feed));ft(a);let u=o.answers.flatMap(c=>c.tribe?.feed?.edges??[]),p=new Map(u.map(({node:c,repost:g})=>[c.id,g])),d=({id:c})=>{let g=p.get(c),[m]=S(g?.users);return!g||!m?null:n(k,{children:["Reposted by ",n(K,{user:m}),g.userCount>1&&` and ${E(g.userCount-1,"other")}`]})};return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[s&&n("header",{class:"profile panel",children:[n(Q,{name:y(s),square:!0}),n("div",{class:"profile-words",children:[n("h1",{children:y(s)}),s.description&&n(Se,{html:s.description}),n("p",{class:"facts",children:[n("span",{children:E(s.followerCount,"follower")}),n("span",{children:E(s.articleCount,"article")}),n("a",{href:f("t",e.of,{},"leaderboard"),children:"Leaderboard"}),s.viewerCanModerate&&n("a",{href:f("t",e.of,{},"moderation"),children:"Moderation"})]})]}),n("div",{class:"profile-deeds",children:[n(Ce,{of:s,name:y(s),follow:()=>Re(s)}),n(Ke,{label:`More about ${y(s)}`,deeds:[{words:"Write an article here",does:f("write","",{tribe:e.of})},s.viewerCanEdit&&{words:"Describe the tribe",does:f("t",e.of,{},"edit")}]})]})]}),s&&n(ee,{label:"Order",words:rt,chosen:t,href:c=>f("t",e.of,{order:c})}),n(qe,{articles:a,more:o.more,busy:o.busy,above:d}),!o.first&&o.busy&&n(V,{}),o.failure&&n(O,{failure:o.failure,again:o.again}),o.first&&!o.failure&&!s&&n(pe,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),s?.feed&&!a.length&&n(A,{children:"Nobody has written here yet."})]}),n("aside",{class:"side-column","aria-label":"People",children:[s?.leaderboard&&n("section",{class:"panel",children:[n("h2",{children:n("a",{href:f("t",e.of,{window:r},"leaderboard"),children:"Leaderboard"})}),n(ee,{label:"Articles of which time",words:rr,chosen:r,href:c=>f("t",e.of,{order:t,window:c})}),n(ir,{ranks:s.leaderboard.edges}),!s.leaderboard.edges.length&&n("p",{class:"quiet-words",children:"Nobody was bumped in this time."}),n(sr,{standing:s.viewerStanding,shown:s.leaderboard.edges.length})]}),S(s?.followers).length>0&&n("section",{class:"panel",children:[n("h2",{children:"Latest followers"}),n("ul",{class:"rows",children:S(s?.followers).map(c=>n("li",{children:[n(oe,{of:c}),n("span",{class:"row-name",children:n(K,{user:c})})]},c.id))})]})]})]})}function Ps({route:e}){F();let t=re(e,"order",["NEW","HOT","TOP"]),r=M(e.visit,ni,{handle:e.of,order:t},p=>p.user?.feed),o=r.first?.user,i=o&&D(o);$(i?y(i):void 0);let s=i?.id===r.first?.viewer?.user?.id,a=Be(r.answers.map(p=>p.user?.feed));ft(a);let u=async()=>{let p=i&&await Me(`Report ${y(i)}`,"Those who moderate will look at what they wrote.","Report");i&&p&&await $i(i.id,p)};return n("div",{class:"columns",children:[n("div",{class:"main-column",children:[i&&n("header",{class:"profile panel",children:[n(Q,{name:y(i),picture:i.avatarUrl}),n("div",{class:"profile-words",children:[n("h1",{children:y(i)}),i.handle&&n("p",{class:"quiet-words",children:["@",i.handle]}),i.bio&&n(Se,{html:i.bio}),n("p",{class:"facts",children:[n("span",{children:E(i.followerCount,"follower")}),n("span",{children:E(i.articleCount,"article")}),n("span",{children:[E(i.bumpsReceived,"bump")," received"]})]})]}),n("div",{class:"profile-deeds",children:[s?n("a",{class:"chip",href:f("me"),children:"Edit your profile"}):n(Ce,{of:i,name:y(i),follow:()=>nn(i)}),!s&&r.first?.viewer&&n(Ke,{label:`More about ${y(i)}`,deeds:[{words:i.viewerIsMuting?"Mute no more":"Mute",does:async()=>{await Vi(i),await r.refresh()}},{words:i.viewerIsBlocking?"Block no more":"Block",does:async()=>{await Li(i),await r.refresh()}},{words:"Report",does:u}]})]})]}),i&&n(ee,{label:"Order",words:rt,chosen:t,href:p=>f("u",e.of,{order:p})}),n(qe,{articles:a,more:r.more,busy:r.busy}),!r.first&&r.busy&&n(V,{}),r.failure&&n(O,{failure:r.failure,again:r.again}),r.first&&!r.failure&&!i&&n(pe,{children:["There is nobody called \u201C",e.of,"\u201D."]}),i?.feed&&!a.length&&n(A,{children:[y(i)," has written nothing yet."]})]}),n("aside",{class:"side-column","aria-label":"Tribes",children:n(mt,{title:"Follows",tribes:S(i?.followedTribes)})})]})}function Ye(e,t,r,o){let[i,s]=U(()=>$t(e)??ht(t)),[a,u]=U(()=>$t(e)!==null),[p,d]=U([]),[c,g]=U(!1),m=_e(null);H(()=>{if(!p.length)return;m.current?.querySelector("[aria-invalid=true], [role=alert]")?.focus()},[p]);let l=({field:w,path:v})=>(v??(w?[w]:[])).join("."),h=w=>w in i.values,_=w=>{let v={...i,values:{...i.values,...w}};s(v),cn(e,v),d(p.filter(T=>!(l(T)in w)))},C=async w=>{if(w.preventDefault(),m.current=w.currentTarget,c)return;g(!0);let v=await r(i.values,i.key);g(!1),d(v.wrong),v.done&&(bt(e),o(v.payload,i.values))};return{values:i.values,set:_,wrong:w=>p.filter(v=>l(v)===w).map(({message:v})=>v).join(" "),rest:p.filter(w=>!h(l(w))).map(({message:w})=>w).join(" "),busy:c,resumed:a,restart:()=>{bt(e),s(ht(t)),u(!1),d([])},submit:w=>{C(w)}}}function ze({of:e,button:t,children:r,cancel:o}){return n("form",{class:"form panel",onSubmit:e.submit,noValidate:!0,children:[e.resumed&&n("p",{class:"resumed",children:["This goes on with what you wrote before."," ",n("button",{type:"button",class:"quiet",onClick:e.restart,children:"Begin anew"})]}),r,e.rest&&n("p",{class:"fault",role:"alert",tabIndex:-1,children:e.rest}),n("div",{class:"writing-foot",children:[o&&n("a",{class:"chip",href:o,children:"Cancel"}),n("button",{class:"primary","aria-disabled":e.busy,children:e.busy?"One moment\u2026":t})]})]})}function le({of:e,name:t,label:r,most:o,hint:i,rows:s=1,optional:a=!1,type:u="text"}){let p=`field-${t}`,d=e.values[t]??"",c=e.wrong(t),g=[i&&`${p}-hint`,c&&`${p}-wrong`].filter(Boolean).join(" "),m={id:p,name:t,value:d,maxLength:o,required:!a,"aria-invalid":c?!0:void 0,"aria-describedby":g||void 0,onInput:l=>e.set({[t]:l.currentTarget.value})};return n("div",{class:"field",children:[n("label",{for:p,children:[r," ",a&&n("small",{children:"(may be empty)"})]}),s>1?n("textarea",{...m,rows:s}):n("input",{...m,...u==="url"?{type:u}:{type:u},autocomplete:"off"}),c&&n("p",{class:"fault",id:`${p}-wrong`,children:c}),i&&n("p",{class:"quiet-words",id:`${p}-hint`,children:i}),d.length>o*.8&&n("p",{class:"quiet-words",children:[d.length.toLocaleString("en")," of ",o.toLocaleString("en")," characters"]})]})}var ll=["0","1","2","3","4","5","6","7","8","9","A","B","C","D","E","F","G","H","I","J","K","L","M","N","O","P","Q","R","S","T","U","V","W","X","Y","Z","a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q","r","s","t","u","v","w","x","y","z","#","$","%","*","+",",","-",".",":",";","=","?","@","[","]","^","_","{","|","}","~"];var Nt=(e,t)=>{var r="";for(let o=1;o<=t;o++){let i=Math.floor(e)/Math.pow(83,t-o)%83;r+=ll[Math.floor(i)]}return r},lr=e=>{let t=e/255;return t<=.04045?t/12.92:Math.pow((t+.055)/1.055,2.4)},ur=e=>{let t=Math.max(0,Math.min(1,e));return t<=.0031308?Math.trunc(t*12.92*255+.5):Math.trunc((1.055*Math.pow(t,.4166666666666667)-.055)*255+.5)},ul=e=>e<0?-1:1,dr=(e,t)=>ul(e)*Math.pow(Math.abs(e),t),Ss=class extends Error{constructor(e){super(e),this.name="ValidationError",this.message=e}};var As=4,dl=(e,t,r,o)=>{let i=0,s=0,a=0,u=t*As;for(let d=0;d<t;d++){let c=As*d;for(let g=0;g<r;g++){let m=c+g*u,l=o(d,g);i+=l*lr(e[m]),s+=l*lr(e[m+1]),a+=l*lr(e[m+2])}}let p=1/(t*r);return[i*p,s*p,a*p]},cl=e=>{let t=ur(e[0]),r=ur(e[1]),o=ur(e[2]);return(t<<16)+(r<<8)+o},pl=(e,t)=>{let r=Math.floor(Math.max(0,Math.min(18,Math.floor(dr(e[0]/t,.5)*9+9.5)))),o=Math.floor(Math.max(0,Math.min(18,Math.floor(dr(e[1]/t,.5)*9+9.5)))),i=Math.floor(Math.max(0,Math.min(18,Math.floor(dr(e[2]/t,.5)*9+9.5))));return r*19*19+o*19+i},ml=(e,t,r,o,i)=>{if(o<1||o>9||i<1||i>9)throw new Ss("BlurHash must have between 1 and 9 components");if(t*r*4!==e.length)throw new Ss("Width and height must match the pixels array");let s=[];for(let g=0;g<i;g++)for(let m=0;m<o;m++){let l=m==0&&g==0?1:2,h=dl(e,t,r,(_,C)=>l*Math.cos(Math.PI*m*_/t)*Math.cos(Math.PI*g*C/r));s.push(h)}let a=s[0],u=s.slice(1),p="",d=o-1+(i-1)*9;p+=Nt(d,1);let c;if(u.length>0){let g=Math.max(...u.map(l=>Math.max(...l))),m=Math.floor(Math.max(0,Math.min(82,Math.floor(g*166-.5))));c=(m+1)/166,p+=Nt(m,1)}else c=1,p+=Nt(0,1);return p+=Nt(cl(a),4),u.forEach(g=>{p+=Nt(pl(g,c),2)}),p},Us=ml;var cr="image/jpeg,image/png,image/gif,image/webp,image/avif",Rs=`${cr},video/mp4,video/webm`,gl=32;async function mn(e,t){let[r,{payload:o,wrong:i}]=await Promise.all([bl(e),W(vi,{input:{type:e.type,size:e.size}})]);if(i.length)throw new Error(ut(i));let s=o?.upload;if(!s)throw new Error("Nothing can be uploaded now. Try again later.");return await fl(e,s,t),{url:s.mediaUrl,alt:"",type:e.type,...r}}function fl(e,t,r){let o=new XMLHttpRequest;return new Promise((i,s)=>{o.open(t.method,t.url);for(let{name:a,value:u}of t.headers)o.setRequestHeader(a,u);o.upload.onprogress=({loaded:a,total:u})=>r(u?a/u:0),o.onload=()=>o.status<300?i():s(new Error(hl(o.responseText))),o.onerror=()=>s(new Error("The file did not get through. Try again.")),o.send(e)})}function hl(e){try{let[{message:t}]=JSON.parse(e).errors;return`It was not taken: ${t}.`}catch{return"It was not taken. Try again."}}async function bl(e){let t={width:null,height:null,blurHash:null};if(!e.type.startsWith("image/"))return t;let r=await createImageBitmap(e).catch(()=>null);if(!r)return t;let{width:o,height:i}=r,s=gl/Math.max(o,i),[a,u]=[Math.max(1,Math.round(o*s)),Math.max(1,Math.round(i*s))],p=document.createElement("canvas");[p.width,p.height]=[a,u];let d=p.getContext("2d");return d?(d.drawImage(r,0,0,a,u),r.close(),{width:o,height:i,blurHash:Us(d.getImageData(0,0,a,u).data,a,u,4,3)}):{...t,width:o,height:i}}var pr=20,gn=new Map;function gr(e){for(let{url:t,alt:r,...o}of e)o.type&&gn.set(t,o);return Object.fromEntries(e.flatMap(({url:t,alt:r},o)=>[[`media.${o}.url`,t],[`media.${o}.alt`,r]]))}function hn(e){return mr(e).map(t=>{let r=(e[`media.${t}.url`]??"").trim();return{...gn.get(r),url:r,alt:(e[`media.${t}.alt`]??"").trim()}})}function Ms({of:e}){let t=mr(e.values),[r,o]=U([]),i=_e(e);i.current=e;let s=async p=>{let d=pr-t.length,c=p.slice(0,d).map(m=>({file:m,told:{name:m.name,share:0,wrong:""}})),g=()=>o(m=>[...m]);o(m=>[...m.filter(({wrong:l})=>!l),...c.map(({told:l})=>l)]);for(let{file:m,told:l}of c)try{let h=await mn(m,C=>{l.share=C,g()});gn.set(h.url,h);let _=mr(i.current.values).length;i.current.set({[`media.${_}.url`]:h.url,[`media.${_}.alt`]:""}),o(C=>C.filter(w=>w!==l))}catch(h){l.wrong=h.message,g()}},a=t.length,u=p=>{let d=hn(e.values).filter((g,m)=>m!==p),c=Object.fromEntries(t.flatMap(g=>[[`media.${g}.url`,fn],[`media.${g}.alt`,fn]]));e.set({...c,...gr(d)})};return n("fieldset",{class:"pictures",children:[n("legend",{children:"Pictures"}),t.map(p=>{let d=e.values[`media.${p}.url`]??"";return n("div",{class:"picture-row",children:[n("div",{class:"picture-shown",children:It(d)&&n(ct,{of:{url:d,alt:""},thumb:!0},d)}),n("div",{class:"picture-words",children:[(!gn.has(d)||e.wrong(`media.${p}.url`))&&n(le,{of:e,name:`media.${p}.url`,label:"Address",type:"url",most:2008,hint:"It begins with https://."}),n(le,{of:e,name:`media.${p}.alt`,label:"What is seen there",most:300,optional:!0,hint:"For who cannot see it."})]}),n("button",{type:"button",class:"quiet",onClick:()=>u(p),"aria-label":`Remove picture ${p+1}`,children:"Remove"})]},p)}),r.map(({name:p,share:d,wrong:c})=>n("p",{class:"going",role:c?"alert":"status",children:[p,": ",c||n("progress",{value:d,max:1,"aria-label":`How much of ${p} is uploaded`})]},p)),a<pr&&n("label",{class:"button upload",children:["Upload pictures",n("input",{type:"file",accept:Rs,multiple:!0,onChange:({currentTarget:p})=>{s([...p.files??[]]),p.value=""}})]}),a<pr&&n("button",{type:"button",onClick:()=>e.set({[`media.${a}.url`]:"",[`media.${a}.alt`]:""}),children:"Add a picture by its address"}),e.wrong("media")&&n("p",{class:"fault",children:e.wrong("media")})]})}var fn="\0";function mr(e){let t=[];for(let r=0;(e[`media.${r}.url`]??fn)!==fn;r++)t.push(r);return t}var yl=[["ARTICLE","Words"],["IMAGE","Pictures"],["VIDEO","A film"]],Is=n(k,{children:["An empty line begins a paragraph. ",n("code",{children:"## "}),"is a heading, ",n("code",{children:"- "}),"a list, ",n("code",{children:"**strong**"}),", ",n("code",{children:"[words](https://\u2026)"})," a link."]});function Ds({route:e}){$("Write");let t=M(e.visit,li,{});return n("div",{class:"narrow",children:[n("h1",{children:"Write an article"}),t.first?.viewer&&n(wl,{route:e,choices:t.first}),t.first&&!t.first.viewer&&n(A,{children:he()}),!t.first&&t.busy&&n(V,{rows:2}),t.failure&&n(O,{failure:t.failure,again:t.again})]})}function wl({route:e,choices:t}){let r=S(t.viewer?.user?.followedTribes),o=new Set(r.map(({id:d})=>d)),i=S(t.tribes).filter(({id:d})=>!o.has(d)),a={tribeId:[...r,...i].find(({slug:d})=>d===e.query.get("tribe"))?.id??"",kind:"ARTICLE",title:"",excerpt:"",body:""},u=Ye("article",a,({tribeId:d="",kind:c,title:g="",excerpt:m="",body:l="",...h},_)=>{if(!d)return Promise.resolve({done:!1,payload:null,wrong:[{field:"tribeId",path:null,message:"Choose a tribe.",code:"INVALID"}]});let C={tribeId:d,kind:c,title:g.trim(),excerpt:m.trim(),body:xe(l),media:hn(h),idempotencyKey:_};return W(mi,{input:C})},d=>{j(),X("It is published."),ne(d?.article?f("a",d.article.id):f("all"))}),p=u.wrong("tribeId");return n(ze,{of:u,button:"Publish",children:[n("div",{class:"field",children:[n("label",{for:"tribe",children:"Tribe"}),n("select",{id:"tribe",value:u.values.tribeId,"aria-invalid":p?!0:void 0,"aria-describedby":p?"tribe-wrong":void 0,onChange:d=>u.set({tribeId:d.currentTarget.value}),children:[n("option",{value:"",children:"Choose one"}),r.length>0&&n("optgroup",{label:"You follow",children:r.map(d=>n("option",{value:d.id,children:y(d)},d.id))}),n("optgroup",{label:"Others",children:i.map(d=>n("option",{value:d.id,children:y(d)},d.id))})]}),p&&n("p",{class:"fault",id:"tribe-wrong",children:p})]}),n("fieldset",{class:"choices row",children:[n("legend",{children:"It is mainly"}),yl.map(([d,c])=>n("label",{children:[n("input",{type:"radio",name:"kind",value:d,checked:u.values.kind===d,onChange:()=>u.set({kind:d})}),c]},d))]}),n(Fs,{of:u,bodyHint:Is})]})}function Fs({of:e,bodyHint:t}){return n(k,{children:[n(le,{of:e,name:"title",label:"Title",most:300}),n(le,{of:e,name:"excerpt",label:"In short",most:1e3,rows:2,optional:!0,hint:"What lists show below the title."}),n(le,{of:e,name:"body",label:"Text",most:5e4,rows:12,optional:!0,hint:t}),n(Ms,{of:e})]})}function $s({route:e}){$("Edit");let t=M(e.visit,ui,{id:e.of}),r=t.first?.article;return n("div",{class:"narrow",children:[n("h1",{children:"Edit your article"}),r?.viewerCanEdit&&n(vl,{article:r},r.id),t.first&&!t.failure&&!r&&n(A,{children:"This article is not here, or no more."}),r&&!r.viewerCanEdit&&n(A,{children:"Only who wrote it changes it."}),!t.first&&t.busy&&n(V,{rows:2}),t.failure&&n(O,{failure:t.failure,again:t.again})]})}function vl({article:e}){let t=je(e.body),{title:r,excerpt:o,media:i}=e,s={title:r,excerpt:o,body:t?Ne(e.body):e.body,...gr(i)},a=Ye(`article ${e.id}`,s,({title:u="",excerpt:p="",body:d="",...c},g)=>W(gi,{input:{articleId:e.id,title:u.trim(),excerpt:p.trim(),body:t?xe(d):d,media:hn(c),idempotencyKey:g}}),()=>{j(),X("It is saved."),ne(f("a",e.id))});return n(ze,{of:a,button:"Save",cancel:f("a",e.id),children:n(Fs,{of:a,bodyHint:t?Is:"This text is HTML."})})}function Os({route:e}){$("Your profile");let t=M(e.visit,ci,{}),r=t.first?.viewer?.user;return n("div",{class:"narrow",children:[n("h1",{children:"Your profile"}),r&&n(_l,{user:r},r.id),t.first&&!r&&!t.failure&&n(A,{children:he()}),!t.first&&t.busy&&n(V,{rows:1}),t.failure&&n(O,{failure:t.failure,again:t.again})]})}function _l({user:e}){let t=e.bio??"",r=je(t),o={name:e.name??"",handle:e.handle??"",avatarUrl:e.avatarUrl??"",bio:r?Ne(t):t},i=Ye("profile",o,(s,a)=>{let p=Object.entries(s).filter(([d,c])=>c!==o[d]).map(([d,c])=>[d,c.trim()?d==="bio"&&r?xe(c):c.trim():null]);return W(Zt,{input:{...Object.fromEntries(p),idempotencyKey:a}})},s=>{j(),X("It is saved."),ne(s?.user?.handle?f("u",s.user.handle):f(""))});return n(ze,{of:i,button:"Save",cancel:e.handle?f("u",e.handle):f(""),children:[n(le,{of:i,name:"name",label:"Name",most:100,hint:"What others call you."}),n(le,{of:i,name:"handle",label:"Handle",most:128,hint:"Yours alone, without spaces. It is the address of your profile."}),n(Cl,{of:i}),n(le,{of:i,name:"bio",label:"About you",most:1e4,rows:5,optional:!0,...!r&&{hint:"This text is HTML."}})]})}function Cl({of:e}){let[t,r]=U(""),o=e.values.avatarUrl??"",i=async s=>{if(s){r(`${s.name} is on its way.`);try{e.set({avatarUrl:(await mn(s,()=>{})).url}),r("It is shown when you save.")}catch(a){r(a.message)}}};return n("fieldset",{class:"portrait",children:[n("legend",{children:"Picture"}),n("div",{class:"portrait-row",children:[n(Q,{name:e.values.name||"?",picture:o||null}),n("label",{class:"button upload",children:["Upload a picture",n("input",{type:"file",accept:cr,onChange:({currentTarget:s})=>{i(s.files?.[0]),s.value=""}})]}),o&&n("button",{type:"button",class:"quiet",onClick:()=>e.set({avatarUrl:""}),children:"Remove"})]}),n("p",{class:"quiet-words",role:"status",children:t}),!o.startsWith("/media/")&&n(le,{of:e,name:"avatarUrl",label:"Or its address",type:"url",most:2008,optional:!0,hint:"It begins with https://."})]})}function Ns(){$("Found a tribe");let t=Ye("tribe",{name:"",slug:"",description:""},({name:r="",slug:o="",description:i=""},s)=>W(Nn,{input:{name:r.trim()||null,slug:o.trim()||tt(r)||null,description:xe(i),idempotencyKey:s}}),r=>{j(),X("It is founded, and yours."),ne(r?.tribe?.slug?f("t",r.tribe.slug):f("tribes"))});return n("div",{class:"narrow",children:[n("h1",{children:"Found a tribe"}),n(ze,{of:t,button:"Found it",cancel:f("tribes"),children:n(Hs,{of:t,asText:!0})})]})}function Hs({of:e,asText:t}){return n(k,{children:[n(le,{of:e,name:"name",label:"Name",most:100}),n(le,{of:e,name:"slug",label:"Address",most:128,optional:!0,hint:`What stands in its address: /t/${e.values.slug||tt(e.values.name??"")||"\u2026"}`}),n(le,{of:e,name:"description",label:"What it is about",most:1e4,rows:5,optional:!0,...!t&&{hint:"This text is HTML."}})]})}function Ws({route:e}){$("Describe the tribe");let t=M(e.visit,di,{slug:e.of}),r=t.first?.tribe;return n("div",{class:"narrow",children:[n("h1",{children:r?`Describe ${y(r)}`:"Describe a tribe"}),r?.viewerCanEdit&&n(xl,{tribe:r},r.id),r&&!r.viewerCanEdit&&n(A,{children:"Those who own the tribe describe it."}),t.first&&!t.failure&&!r&&n(A,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),!t.first&&t.busy&&n(V,{rows:1}),t.failure&&n(O,{failure:t.failure,again:t.again})]})}function xl({tribe:e}){let t=e.description??"",r=je(t),o={name:e.name??"",slug:e.slug??"",description:r?Ne(t):t},i=Ye(`tribe ${e.id}`,o,(s,a)=>{let p=Object.entries(s).filter(([d,c])=>c!==o[d]).map(([d,c])=>[d,d==="description"&&r?xe(c):c.trim()||null]);return W(Nn,{input:{tribeId:e.id,...Object.fromEntries(p),idempotencyKey:a}})},s=>{j(),X("It is saved."),ne(f("t",s?.tribe?.slug??e.slug??""))});return n(ze,{of:i,button:"Save",cancel:f("t",e.slug??""),children:n(Hs,{of:i,asText:r})})}var fr={"":ws,all:vs,tribes:xs,"tribes/new":Ns,people:Es,inbox:us,saved:_s,search:hs,write:Ds,me:Os,"a/*":os,"a/*/edit":$s,"a/*/hidden":as,"t/*":ks,"t/*/leaderboard":is,"t/*/moderation":ss,"t/*/edit":Ws,"u/*":Ps};function El({page:e,of:t,part:r}){return t?fr[[e,t,r].filter(Boolean).join("/")]??fr[[e,"*",r].filter(Boolean).join("/")]:fr[e]}function Tl(){let[e,t]=U(qn),r=q(xt);H(()=>{let i=()=>{Vs.set(e.visit,scrollY),t(qn())};return addEventListener("popstate",i),addEventListener("click",Qn),()=>{removeEventListener("popstate",i),removeEventListener("click",Qn)}},[e]),H(()=>{let i=Vs.get(e.visit);scrollTo(0,i??0),i===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let o=El(e);return n(k,{children:[n("a",{class:"skip",href:"#main",onClick:i=>{i.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),n(bs,{route:e,me:r}),n(qr,{}),n("main",{id:"main",tabIndex:-1,"data-visit":e.visit,children:o?n(o,{route:e},`${r} ${e.visit}`):n(pe,{children:"There is no such page."})}),n("footer",{class:"bottom",children:[n("a",{href:"/graphql",children:"GraphiQL, for queries of your own"}),n("button",{class:"quiet",onClick:()=>Ge.set(!0),children:["Keys: press ",n("kbd",{children:"?"})]})]}),n(jr,{}),n(ys,{}),n(Bi,{})]})}var Vs=new Map;history.scrollRestoration="manual";ms();xt.watch(()=>{co(),j()});var hr=await eo();Ur(n(Tl,{}),document.body);hr&&rn(hr.name,tt(hr.handle));
