var _,xn,Gt,X,Ve,Ae,Tn,Pe,kn,Ke,Le,Jt,_e=Symbol.for("pv"),De={},Me=[],Zt=/^m(i|n|o|s|text|space)$/,qe=Array.isArray,Pn=Me.slice,ie=Object.assign;function oe(e){e&&e.parentNode&&e.remove()}function Ee(e,n,t,i,o){var s={type:e,props:n,key:t,ref:i,__k:null,__:null,__b:0,__e:null,__c:null,constructor:_e,__v:o||++xn,__i:-1,__u:0};return!o&&_.vnode&&_.vnode(s),s}function I(e){return e.children}function Se(e,n){this.props=e,this.context=n,this.__g=0}function G(e,n){if(n==null)return e.__&&G(e.__,e.__i+1);for(var t;n<e.__k.length;n++)if((t=e.__k[n])&&t.__e)return t.__e;return typeof e.type!="function"||e.props.__P?null:G(e)}function er(e){var n,t=e.__v,i=t.__e,o=[],s=[],a=e.__P;a&&((n=ie({constructor:_e},t)).__v=t.__v+1,_.vnode&&_.vnode(n),We(a,n,t,e.__n,a.namespaceURI,32&t.__u?[i]:null,o,i||G(t),32&t.__u,s),n.__v=t.__v,n.__.__k[n.__i]=n,Mn(o,n,s),t.__=t.__e=null,n.__e!=i&&En(n))}function En(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(n){return n&&(e.__e=n.__e)}),En(e)}function vn(e){(8&e.__g||(e.__g|=8,X.push(e),Ae++))&&Ve==_.debounceRendering||((Ve=_.debounceRendering)||queueMicrotask)(Sn)}function Sn(){try{for(var e,n=1;X.length;)X.length>n&&X.sort(Tn),e=X.shift(),n=X.length,8&e.__g&&er(e)}finally{(Ae=X.length)&&(Ve||queueMicrotask)(Sn)}}function Fn(e,n,t,i,o,s,a,l,d,c,m){var p,h,u,f,S,b,w=i.__k||Me,g=n.length;for(d=nr(t,n,w,d,g),p=0;p<g;p++)(u=t.__k[p])!=null&&(h=~u.__i&&w[u.__i]||De,u.__i=p,b=We(e,u,h,o,s,a,l,d,c,m),f=u.__e,(h.ref!=u.ref||8&h.__u)&&(h.ref&&je(h.ref,null,u,h),u.ref&&m.push(u.ref,u.__c||f,u)),S=S||f,4&u.__u?(d=An(u,d,e,!h.__v),h.__e&&(h.__e=null)):typeof u.type=="function"&&b!==void 0?d=b:f&&(d=f.nextSibling),u.__u&=-21);return t.__e=S,d}function nr(e,n,t,i,o){var s,a,l,d,c,m,p,h,u,f=t.length,S=f,b=0,w=0,g=e.__k=Array(o);for(s=0;s<o;s++)(a=n[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=g[s]=Ee(null,a):qe(a)?a=g[s]=Ee(I,{children:a}):a.constructor===_e&&a.__b?a=g[s]=Ee(a.type,a.props,a.key,a.ref,a.__v):g[s]=a,d=s+b,a.__=e,a.__b=e.__b+1,l=null,~(c=a.__i=tr(a,t,d,S))&&(S--,(l=t[c])&&(l.__u|=2)),l&&l.__v?(a.__u|=16,c==d-1?b--:c==d+1?b++:c!=d&&(c>d?b--:b++,w=1)):(~c||(o>f?b--:o<f&&b++),typeof a.type!="function"&&(a.__u|=4))):g[s]=null;if(w){for(m=[],p=[],s=0;s<o;s++)if((a=g[s])&&16&a.__u){for(b=0,h=m.length;b<h;)m[u=b+h>>1]<a.__i?b=u+1:h=u;m[b]=a.__i,p[s]=b+1}for(b=m.length;s--;)p[s]&&(p[s]==b?b--:g[s].__u|=4)}if(S)for(s=0;s<f;s++)!(l=t[s])||2&l.__u||(l.__e==i&&(i=G(l)),Qe(l,l));return i}function An(e,n,t,i){var o,s,a,l;if(typeof e.type=="function"){if(e.props.__P)return n;if(o=e.__k)for(s=0;s<o.length;s++)o[s]&&(o[s].__=e,n=An(o[s],n,t,!1));return n}for(n&&!n.parentNode&&(n=G(e))&&!n.parentNode&&(n=null),a=e.__e,l=n;l&&l.nodeType==8;)l=l.nextSibling;for(a!=l&&(!i&&t.moveBefore&&a.parentNode?t.moveBefore(a,n):t.insertBefore(a,n||null)),n=a;(n=n&&n.nextSibling)&&n.nodeType==8&&!n.data.startsWith("$s"););return n}function tr(e,n,t,i){var o,s=e.key,a=e.type,l=n[t],d=l&&!(2&l.__u);if(l===null&&s==null||d&&s==l.key&&a==l.type)return t;if(i>(d?1:0)){for(o=t-1;o>=0;o--)if((l=n[o])&&!(2&l.__u)&&s==l.key&&a==l.type)return o;for(o=t+1;o<n.length;o++)if((l=n[o])&&!(2&l.__u)&&s==l.key&&a==l.type)return o}return-1}function Cn(e,n,t){t==null&&(t=""),n[0]=="-"?e.setProperty(n,t):e[n]=t}function ke(e,n,t,i,o){var s,a;if(n=="style")if(typeof t=="string")e.style.cssText=t;else{if(typeof i=="string"&&(e.style.cssText=i=""),i)for(n in i)t&&n in t||Cn(e.style,n);if(t)for(n in t)i&&t[n]==i[n]||Cn(e.style,n,t[n])}else if(n[0]=="o"&&n[1]=="n")typeof t!="function"&&(t=null),typeof i!="function"&&(i=null),(e.__e||(e.__e={}))[n]=t,t&&i||(a=Le[n]||(Le[n]=rr(n)),(e.__a||(e.__a={}))[n]=Ke,s=n!=(n=n.replace(kn,"$1")),(n=n.slice(2))[0]<"a"&&(n=n.toLowerCase()),t?e.addEventListener(n,a,s):e.removeEventListener(n,a,s));else{if(o=="http://www.w3.org/2000/svg")n=n.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(n!="width"&&n!="height"&&n!="href"&&n!="list"&&n!="form"&&n!="tabIndex"&&n!="download"&&n!="rowSpan"&&n!="colSpan"&&n!="role"&&n!="popover"&&n in e)try{return void(e[n]=t??"")}catch{}if(typeof t=="function")return;t==null||t===!1&&n[4]!="-"?e.removeAttribute(n):e.setAttribute(n,n=="popover"&&t==1?"":t)}}function rr(e){return function(n){var t=this.__e;if(t){if(t=t[e],n[Pe]==null)n[Pe]=Ke++;else if(n[Pe]<this.__a[e])return;return t(_.event?_.event(n):n)}}}function We(e,n,t,i,o,s,a,l,d,c){var m,p,h,u,f,S,b,w,g,F,C,$e,yn,Te,te,wn,Y,re,q=n.type;if(n.constructor!==_e)return null;128&t.__u&&(d=32&t.__u,m=t.__c.__z)&&(n.__u|=d,p=s=[],m.nodeType==8?l=Fe(m,s):s.push(m),l=s[0]||l),(m=_.__b)&&m(n);e:if(typeof q=="function"){h=a.length;try{if(w=n.props,g=(m=q.prototype)&&m.render,F=(m=q.contextType)&&i[m.__c],C=m?F?F.props.value:m.__:i,(u=t.__c)?(n.__c=u,2&u.__g&&(u.__g|=1)):(g?n.__c=u=new q(w,C):(n.__c=u=new Se(w,C),u.constructor=q,u.render=ir),F&&F.sub(u),u.state||(u.state={}),u.__n=i,u.__g|=8,u.__h=[],u.__k=[]),g&&(u.__s||(u.__s=u.state),q.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=ie({},u.__s)),ie(u.__s,q.getDerivedStateFromProps(w,u.__s)))),f=u.props,S=u.state,u.__v=n,t.__c){if(w!==f&&g&&!q.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(w,C),n.__v==t.__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(w,u.__s,C)===!1){n.__v!=t.__v&&(u.props=w,u.state=u.__s,u.__g&=-9),n.__e=t.__e,n.__k=t.__k,n.__k.some(function(R){R&&(R.__=n)}),Me.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&a.push(u),l=G(t);break e}u.componentWillUpdate&&u.componentWillUpdate(w,u.__s,C),g&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(f,S,b)})}else g&&!q.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),g&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=C,u.props=w,u.__P=e,u.__g&=-5,$e=_.__r,yn=g?25:0;do u.__g&=-9,$e&&$e(n),m=u.render(u.props,u.state=u.__s,u.context);while(8&u.__g&&++yn<25);g&&(Me.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(i=ie({},i,u.getChildContext())),g&&t.__c&&u.getSnapshotBeforeUpdate&&(b=u.getSnapshotBeforeUpdate(f,S)),Te=m&&m.type===I&&m.key==null?m.props.children:m,w.__P&&(m=l,o=(e=w.__P).namespaceURI,d=s=null,t.props&&t.props.__P!=e&&(t.__k.some(function(R){R&&Qe(R,R)}),t.__k=null),l=t.__k?G(t,0):null),l=Fn(e,qe(Te)?Te:[Te],n,t,i,o,s,a,l,d,c),w.__P&&(n.__e=null,l=m),n.__u&=-161,p&&p.some(oe),u.__h.length&&a.push(u),1&u.__g&&(u.__g&=-4)}catch(R){if(a.length=h,n.__v=null,d||s)if(R&&R.then){if(n.__u|=128|d,s){for(~(Y=s.indexOf(l||void 0))||(Y=s.length);(re=s[Y-1])&&re.nodeType==8;)Y--;for(;Y<s.length;Y++)if(re=s[Y])if(s[Y]=null,te){if(re==wn)break}else{if(re.nodeType!=8)break;re.data.startsWith("$s")&&(wn=Fe(te=re))}}if(!te){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;te=l}(m=Fe(te=n.__c.__z||(n.__c.__z=te)))?(n.__e=te,l=m):n.__e=l,l=l&&l.nextSibling}else s&&s.some(oe);else n.__e=t.__e;n.__k||(n.__k=t.__k||[]),R&&R.then||Dn(n),_.__e(R,n,t)}}else l=n.__e=or(t.__e,n,t,i,o,s,a,d,c,e);return(m=_.diffed)&&m(n),l}function Fe(e,n){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var t=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))t++;else if(e.data.startsWith("/$s")&&!--t)return e}n&&n.push(e)}}function Dn(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(Dn))}function Mn(e,n,t){for(var i=0;i<t.length;)je(t[i++],t[i++],t[i++]);_.__c&&_.__c(n,e),e.some(function(o){try{e=o.__h,o.__h=[],e.some(function(s){s.call(o)})}catch(s){_.__e(s,o.__v)}})}function or(e,n,t,i,o,s,a,l,d,c){var m,p,h,u,f,S,b,w,g=t.props||De,F=n.props,C=n.type;if(C=="svg"?o="http://www.w3.org/2000/svg":C=="math"?o="http://www.w3.org/1998/Math/MathML":o||(o="http://www.w3.org/1999/xhtml"),s){for(m=0;m<s.length;m++)if((f=s[m])&&(C?f.localName==C:f.nodeType==3)){e=f,s[m]=null;break}}if(!e){if(w=c.ownerDocument||document,!C)return w.createTextNode(F);e=w.createElementNS(o,C,F.is?F:c),l&&(_.__m&&_.__m(n,s),l=!1),s=null}if(C){if(c=C=="template"&&e.content||e,s=C=="textarea"&&F.defaultValue!=null?null:s&&Pn.call(c.childNodes),!l&&s)for(g={},m=0;m<e.attributes.length;m++)g[(f=e.attributes[m]).name]=f.value;for(m in g)f=g[m],m=="dangerouslySetInnerHTML"?h=f:m=="children"||m in F||m=="value"&&"defaultValue"in F||m=="checked"&&"defaultChecked"in F||ke(e,m,null,f,o);for(m in F)f=F[m],m=="children"?u=f:m=="dangerouslySetInnerHTML"?p=f:m=="value"?S=f:m=="checked"?b=f:l&&typeof f!="function"||g[m]===f||ke(e,m,f,g[m],o);p?(l||h&&(p.__html==h.__html||p.__html==e.innerHTML)||(e.innerHTML=p.__html),n.__k=[]):(h&&(e.textContent=""),(C=="foreignObject"||o=="http://www.w3.org/1998/Math/MathML"&&Zt.test(C))&&(o="http://www.w3.org/1999/xhtml"),Fn(c,qe(u)?u:[u],n,t,i,o,s,a,s?s[0]:t.__k&&G(t,0),l,d),s&&s.some(oe)),l&&C!="textarea"||(m="value",C=="progress"&&S==null?e.removeAttribute(m):S==null||S===e[m]&&(C!="progress"||S)||ke(e,m,S,g[m],o),m="checked",b!=null&&b!=e[m]&&ke(e,m,b,g[m],o))}else g===F||l&&e.data==F||(e.data=F);return e}function je(e,n,t,i){try{typeof e=="function"?n?n.__x=e(n)||1:i&&(i=i.__c||i.__e)&&(n=i.__x)&&(i.__x=null,typeof n=="function"?n():e(null)):e.current=n}catch(o){_.__e(o,t)}}function Qe(e,n,t){var i,o,s,a;if(_.unmount&&_.unmount(e),!(i=e.ref)||i.current&&i.current!=e.__e||je(i,null,n,e),i=e.__c){if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(l){_.__e(l,n)}i.__P=i.__n=null}if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&Qe(i[a],n,typeof e.type!="function"||t&&!e.props.__P);!t&&(i=e.__c)&&(i=i.__z)&&(o=Fe(i,s=[]))&&(i==e.__e&&s.some(oe),oe(o),oe(i)),t||oe(e.__e),e.__e=e.__c=e.__=null}function ir(e,n,t){return this.constructor(e,t)}function In(e,n){var t,i,o,s;_.__&&_.__(e,n),n.nodeType==9&&(n=n.documentElement),i=(t=e&&32&e.__u)?null:n.__k,n.__k=Ee(I,{children:[e]}),o=[],s=[],We(n,n.__k,i||De,De,n.namespaceURI,i?null:n.firstChild?Pn.call(n.childNodes):null,o,i?i.__e:n.firstChild,t,s),Mn(o,n.__k,s),n.__k.props.children=null}_={__e:function(e,n,t,i){for(var o,s,a;n=n.__;)if((o=n.__c)&&!(1&o.__g)){o.__g|=4;try{if((a=(s=o.constructor)&&s.getDerivedStateFromError)&&o.setState(s.getDerivedStateFromError(e)),o.componentDidCatch&&(o.componentDidCatch(e,i||{}),a=1),a&&8&o.__g)return void(o.__g|=2)}catch(l){e=l}}throw Ae=0,e}},xn=0,Gt=function(e){return e!=null&&e.constructor===_e},Se.prototype.setState=function(e,n){var t=this.__s;t&&t!=this.state||(t=this.__s=ie({},this.state)),typeof e=="function"&&(e=e(ie({},t),this.props)),e&&(ie(t,e),this.__v&&(n&&this.__k.push(n),vn(this)))},Se.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),vn(this))},Se.prototype.render=I,X=[],Ae=0,Tn=function(e,n){return e.__v.__b-n.__v.__b},Pe=Symbol(),kn=/(PointerCapture)$|Capture$/i,Ke=0,Le={},Jt=0;var he,E,ze,Un,Ye=Object.is,Ie=0,Kn=[],Xe=[],k=_,Nn=k.__b,Rn=k.__r,On=k.diffed,Hn=k.__c,Bn=k.unmount,$n=k.__;function Je(e,n){k.__h&&k.__h(E,e,Ie||n),Ie=0;var t=E.__H||(E.__H={__:[],__h:[]});return e>=t.__.length&&t.__.push({}),t.__[e]}function O(e){return Ie=1,Ze(Wn,e)}function Ze(e,n,t){var i=Je(he++,2);if(i.t=e,!i.__c&&(i.__=[t?t(n):Wn(void 0,n),function(s){var a=(i.__N||i.__)[0],l=i.t(a,s);Ye(a,l)||(i.__N=[l,i.__[1]],i.__c.setState({}))}],i.__c=E,!E.__f)){E.__f=!0;var o=E.shouldComponentUpdate;E.shouldComponentUpdate=function(s,a,l){var d=this.__H;if(!d)return!0;var c=!1,m=this.props!=s;if(d.__.some(function(h){h.__N&&(c=!0,Ye(h.__[0],h.__N[0])||(m=!0))}),o){var p=o.call(this,s,a,l);return c?p||m:p}return!c||m}}return i.__}function U(e,n){var t=Je(he++,3);!k.__s&&qn(t.__H,n)&&(t.__P=!0,t.__=e,t.u=n,E.__H.__h.push(t))}function en(e){return Ie=5,nn(function(){return{current:e}},[])}function nn(e,n){var t=Je(he++,7);return qn(t.__H,n)&&(t.__=e(),t.__H=n),t.__}function sr(){var e;do{for(;e=Xe.shift();)try{be(e)}catch(t){k.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=Kn.shift();){var n=e.__H;if(e.__P&&n)try{n.__h.some(be),n.__h.some(Ge),n.__h=[]}catch(t){n.__h=[],k.__e(t,e.__v)}}}while(Xe.length)}k.__b=function(e){E=null,Nn&&Nn(e)},k.__=function(e,n){e&&n.__k&&n.__k.__m&&(e.__m=n.__k.__m),$n&&$n(e,n)},k.__r=function(e){Rn&&Rn(e),he=0;var n=(E=e.__c).__H;n&&(ze==E?E.__h=[]:(n.__h.some(be),n.__h.some(Ge),he=0),n.__h=[],n.__.some(function(t){t.__N&&(t.__=t.__N),t.u=t.__N=void 0})),ze=E},k.diffed=function(e){On&&On(e);var n=e.__c;n&&n.__H&&(n.__H.__h.length&&Ln(Kn.push(n)),n.__H.__.some(function(t){t.u&&(t.__H=t.u)})),ze=E=null},k.__c=function(e,n){n.some(function(t){try{t.__h.some(be),t.__h=t.__h.filter(function(i){return!i.__||Ge(i)})}catch(i){t.__h=[function(){throw i}]}}),Hn&&Hn(e,n)},k.unmount=function(e){Bn&&Bn(e);var n,t,i=e.__c;i&&i.__H&&(i.__H.__.some(function(o){try{if(o.__P&&o.__c){if(t===void 0){for(t=e.__;t&&(!t.__c||!t.__c.__P);)t=t.__;t=t&&t.__c}o.__P=t,Ln(Xe.push(o))}else be(o)}catch(s){n=s}}),i.__H=void 0,n&&k.__e(n,i.__v))};var Vn=typeof requestAnimationFrame=="function";function ar(e){var n,t=function(){clearTimeout(i),Vn&&cancelAnimationFrame(n),setTimeout(e)},i=setTimeout(t,35);Vn&&(n=requestAnimationFrame(t))}function Ln(e){e!=1&&Un==k.requestAnimationFrame||((Un=k.requestAnimationFrame)||ar)(sr)}function be(e){var n=E,t=e.__c;typeof t=="function"&&(e.__c=void 0,t()),E=n}function Ge(e){var n=E;e.__c=e.__(),E=n}function qn(e,n){return!e||e.length!=n.length||n.some(function(t,i){return!Ye(t,e[i])})}function Wn(e,n){return typeof n=="function"?n(e):n}function W(e){let n=new Set;return{get:()=>e,set(t){e=t;for(let i of n)i()},watch(t){return n.add(t),()=>{n.delete(t)}}}}function j(e){let[n,t]=O(()=>e.get());return U(()=>(t(()=>e.get()),e.watch(()=>t(()=>e.get()))),[e]),n}var tn=W(""),Ue=W(0);function jn(e){let{viewer:n,markNotificationsRead:t}=e,i=(n??t)?.inbox?.unreadCount;(n===null||i!==void 0)&&Ue.set(i??0),(n===null||n?.user)&&tn.set(n?.user?.id??"")}var lr=5e3,J=new Map,rn=W(0);function Ne(e){on(e);for(let n of J.keys()){if(J.size<=lr)break;J.delete(n)}rn.set(rn.get()+1)}function on(e){if(Array.isArray(e))e.forEach(on);else if(e!==null&&typeof e=="object"){let n=e;if(typeof n.id=="string"){let t=Object.entries(n).filter(([,i])=>i===null||typeof i!="object");J.set(n.id,{...J.get(n.id),...Object.fromEntries(t)})}Object.values(n).forEach(on)}}function x(e){return{...e,...J.get(e.id)}}function Qn(e,n){let t=J.get(e)??{};Ne({id:e,...n});let i=Object.fromEntries(Object.keys(n).map(o=>[o,t[o]]));return()=>Ne({id:e,...i})}function zn(){J.clear()}function D(){j(rn)}var ye="",Re={};function sn(){if(!ye)return"";let e=Object.fromEntries(Object.entries(Re).sort());return btoa(JSON.stringify([ye,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function an(e){let[n,t]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));n>ye&&(ye=n);for(let[i,o]of Object.entries(t))Re[i]=Math.max(Re[i]??0,o)}function Yn(){ye="",Re={}}var Oe="bandstand.viewer";var Xn=["you","pat","enzo","jutta","masako","colin"],Gn=sessionStorage.getItem(Oe)??localStorage.getItem(Oe)??"you";function N(){return Gn}function Jn(e){Gn=e,sessionStorage.setItem(Oe,e),localStorage.setItem(Oe,e)}function Zn(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var ur=3,mr=300,cr=1e4,K=class extends Error{constructor(t,i,o){super(t);this.code=i;this.retryable=o}code;retryable},ln=new Set;async function we(e,n){if(!e.trimStart().startsWith("mutation"))return await Promise.allSettled(ln),et(e,n);let t=et(e,n);return ln.add(t),t.finally(()=>ln.delete(t))}async function et(e,n){for(let t=1;;t++)try{return await dr(e,n)}catch(i){if(!(i instanceof K)||!i.retryable||t===ur)throw i;await new Promise(o=>setTimeout(o,mr*t))}}async function dr(e,n){let t=N(),i=await pr(JSON.stringify({query:e.toString(),variables:n})),[o]=i.errors??[];if(o){let{code:a="INTERNAL",retryable:l=!1}=o.extensions??{};throw a==="BAD_USER_INPUT"&&o.message.includes("X-Consistency-Token")&&Yn(),new K(o.message,a,l)}i.extensions?.consistency&&an(i.extensions.consistency.token);let s=i.data;for(let a of Object.values(s))a?.receipt&&an(a.receipt.token);return t===N()&&(jn(s),Ne(s)),s}async function pr(e){let n={"Content-Type":"application/json"};N()&&(n["X-Viewer"]=N()),sn()&&(n["X-Consistency-Token"]=sn());try{let t=AbortSignal.timeout(cr);return await(await fetch("/graphql",{method:"POST",headers:n,body:e,signal:t})).json()}catch{throw new K("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var P=class extends String{__apiType;value;__meta__;constructor(n,t){super(n),this.value=n,this.__meta__=t}toString(){return this.value}};var nt=new P(`
    mutation Bump($input: BumpArticleInput!) {
  bumpArticle(input: $input) {
    article {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),tt=new P(`
    mutation Unbump($input: UnbumpArticleInput!) {
  unbumpArticle(input: $input) {
    article {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),rt=new P(`
    mutation BumpComment($input: BumpCommentInput!) {
  bumpComment(input: $input) {
    comment {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),ot=new P(`
    mutation UnbumpComment($input: UnbumpCommentInput!) {
  unbumpComment(input: $input) {
    comment {
      id
      bumpCount
      viewerHasBumped
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),it=new P(`
    mutation FollowTribe($input: FollowTribeInput!) {
  followTribe(input: $input) {
    tribe {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),st=new P(`
    mutation UnfollowTribe($input: UnfollowTribeInput!) {
  unfollowTribe(input: $input) {
    tribe {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),at=new P(`
    mutation FollowUser($input: FollowUserInput!) {
  followUser(input: $input) {
    user {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),lt=new P(`
    mutation UnfollowUser($input: UnfollowUserInput!) {
  unfollowUser(input: $input) {
    user {
      id
      followerCount
      viewerIsFollowing
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),ut=new P(`
    mutation Comment($input: PostCommentInput!) {
  postComment(input: $input) {
    comment {
      ...Said
    }
    userErrors {
      message
      code
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
}
fragment Said on Comment {
  id
  body
  postedAt
  bumpCount
  viewerHasBumped
  author {
    ...Person
  }
  parent {
    id
  }
}`),mt=new P(`
    mutation View($input: ViewArticleInput!) {
  viewArticle(input: $input) {
    article {
      id
      viewCount
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),ct=new P(`
    mutation Name($input: SetUserProfileInput!) {
  setUserProfile(input: $input) {
    user {
      ...Person
    }
    userErrors {
      message
      code
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
}`),dt=new P(`
    mutation MarkRead($input: MarkNotificationsReadInput!) {
  markNotificationsRead(input: $input) {
    inbox {
      unreadCount
    }
    userErrors {
      message
      code
    }
    receipt {
      token
    }
  }
}
    `),pt=new P(`
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
}
    fragment Person on User {
  id
  handle
  name
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Card on Article {
  id
  kind
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
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
}`),ft=new P(`
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
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Card on Article {
  id
  kind
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
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
}`),gt=new P(`
    query TribePage($slug: String!, $order: FeedOrder!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    description
    articleCount
    followers(first: 12) {
      edges {
        node {
          ...Person
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
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Card on Article {
  id
  kind
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
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
}`),_t=new P(`
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
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Card on Article {
  id
  kind
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
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
}`),bt=new P(`
    query ArticlePage($id: ID!, $order: CommentOrder!, $after: String) {
  viewer {
    ...Me
  }
  article(id: $id) {
    ...Card
    body
    repostCount
    media {
      url
      alt
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
}
fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
fragment Card on Article {
  id
  kind
  title
  excerpt
  publishedAt
  bumpCount
  commentCount
  viewCount
  viewerHasBumped
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
  bumpCount
  viewerHasBumped
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
}`),ht=new P(`
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
}`);var fr=Symbol.for("pv"),gr=0;function r(e,n,t,i,o,s){n||(n={});var a,l,d=n;if("ref"in d&&typeof e!="function")for(l in d={},n)l=="ref"?a=n[l]:d[l]=n[l];var c={type:e,props:d,key:t,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:fr,__v:--gr,__i:-1,__u:0};return(o||s)&&(c.__source=o,c.__self=s),_.vnode&&_.vnode(c),c}var _r=6e3,un=W(""),yt=0;function mn(e){clearTimeout(yt),un.set(e),yt=setTimeout(()=>un.set(""),_r)}function wt(){let e=j(un);return r("div",{class:"notice",role:"status","aria-live":"polite",children:e&&r("p",{children:e})})}var br=30,me=new Map;function ve(){me.clear()}function H(e,n,t,i){let[,o]=Ze(m=>m+1,0),s=`${e} ${JSON.stringify(t)}`,a=nn(()=>me.get(s)??hr(s),[s]);async function l(m){if(!a.busy){Object.assign(a,{busy:!0,failure:null}),o(void 0);try{let p=await we(n,{...t,after:m});a.answers=m===null?[p]:[...a.answers,p]}catch(p){a.failure=p instanceof K?p:new K(String(p),"INTERNAL",!1)}a.busy=!1,o(void 0)}}U(()=>{a.answers.length||l(null)},[s]);let d=a.answers.at(-1),c=d&&i(d)?.pageInfo;return{...a,first:a.answers[0],more:c?.hasNextPage?()=>l(c.endCursor):null,again:()=>l(a.answers.length&&a.failure&&c?c.endCursor:null),refresh:()=>l(null)}}function hr(e){let n={answers:[],failure:null,busy:!1};me.set(e,n);let[t]=me.keys();return me.size>br&&t!==void 0&&me.delete(t),n}var cn=new Set;function He(e){let n={input:{articleId:e.id}};return Be(e.id,Et(e),()=>e.viewerHasBumped?B(tt,n):B(nt,n))}function vt(e){let n={input:{commentId:e.id}};return Be(e.id,Et(e),()=>e.viewerHasBumped?B(ot,n):B(rt,n))}function ce(e){let n={input:{tribeId:e.id}};return ve(),Be(e.id,St(e),()=>e.viewerIsFollowing?B(st,n):B(it,n))}function Ct(e){let n={input:{userId:e.id}};return ve(),Be(e.id,St(e),()=>e.viewerIsFollowing?B(lt,n):B(at,n))}function xt(e,n,t,i){return B(ut,{input:{articleId:e,parentId:n,body:t,idempotencyKey:i}})}async function Tt(e){await we(mt,{input:{articleId:e}}).catch(()=>{})}function kt(e){return B(dt,{input:{until:e}})}function Pt(e){return B(ct,{input:{name:e}})}function dn(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}function Et(e){let n=e.viewerHasBumped?-1:1;return{viewerHasBumped:n>0,bumpCount:e.bumpCount+n}}function St(e){let n=e.viewerIsFollowing?-1:1,t=e.followerCount===void 0?{}:{followerCount:e.followerCount+n};return{viewerIsFollowing:n>0,...t}}async function Be(e,n,t){if(cn.has(e))return!1;cn.add(e);let i=Qn(e,{...n}),o=await t().finally(()=>cn.delete(e));return o||i(),o}async function B(e,n){try{let t=await we(e,n),[i]=Object.values(t),[o]=i?.userErrors??[];return o&&mn(o.message),!o||o.code==="STALE"}catch(t){let i=t instanceof K&&t.code==="UNAUTHENTICATED";return mn(i?"Choose who you are first, at the top of the page.":String(t.message)),!1}}var pn=0;function fn(){let[e="",n=""]=location.hash.replace(/^#\/?/,"").split("?"),[t="",i=""]=e.split("/"),o=history.state;pn=Math.max(pn,o?.visit??0);let s=o?.visit??++pn;return o?.visit===void 0&&history.replaceState({visit:s},""),{page:t,of:yr(i),query:new URLSearchParams(n),visit:s}}function v(e,n="",t={}){let i=new URLSearchParams(t).toString();return`#/${e}${n&&`/${encodeURIComponent(n)}`}${i&&`?${i}`}`}function Q(e,n,t){return t.find(i=>i===e.query.get(n))??t[0]}function yr(e){try{return decodeURIComponent(e)}catch{return e}}var wr=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),vr=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"short"}),Cr=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function gn(e){return wr.format(e)}function T(e,n,t=`${n}s`){return`${gn(e)} ${e===1?n:t}`}function Ft(e){let n=(Date.parse(e)-Date.now())/1e3;for(let[t,i]of Cr)if(Math.abs(n)>=i)return vr.format(Math.trunc(n/i),t);return"just now"}function At(e){let n=e.split(/[\s-]+/).filter(Boolean);return(n.length>1?[n[0],n.at(-1)]:n).map(t=>[...t??""][0]).join("").toUpperCase()}function Dt(e){let n=7;for(let t of e)n=(n*31+(t.codePointAt(0)??0))%3600;return n%360}function A({name:e,square:n}){return r("span",{class:n?"avatar square":"avatar",style:{"--hue":Dt(e)},"aria-hidden":"true",children:At(e)})}function $(e){U(()=>{document.title=e?`${e} \xB7 Bandstand`:"Bandstand"},[e])}function y(e){return e.name??e.handle??e.slug??(e.id===tn.get()?"You":"Somebody new")}function Z({user:e}){D();let n=x(e);return n.handle===null?r("span",{children:y(n)}):r("a",{href:v("user",n.handle),children:y(n)})}function Ce({tribe:e}){let n=x(e);return n.slug===null?r("span",{children:y(n)}):r("a",{href:v("tribe",n.slug),children:y(n)})}function de({at:e}){return r("time",{dateTime:e,title:new Date(e).toLocaleString(),children:Ft(e)})}function xr(){return r("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:r("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function pe({of:e,what:n,bump:t}){D();let i=x(e);return r("button",{class:"bump","data-bump":!0,"aria-pressed":i.viewerHasBumped,onClick:()=>{t(i)},"aria-label":`Bump ${n}, ${T(i.bumpCount,"bump")}`,children:[r(xr,{}),r("span",{class:"number",children:gn(i.bumpCount)})]})}function se({of:e,name:n,follow:t}){return r("button",{class:e.viewerIsFollowing?"follow followed":"follow",onClick:()=>{t()},children:[e.viewerIsFollowing?"Following":"Follow",r("span",{class:"unseen",children:[" ",n]})]})}function fe({title:e,tribes:n}){return D(),n.length?r("section",{class:"panel",children:[r("h2",{children:e}),r("ul",{class:"rows",children:n.map(x).map(t=>r("li",{children:[r(A,{name:y(t),square:!0}),r("span",{class:"row-name",children:[r(Ce,{tribe:t}),r("small",{children:T(t.followerCount,"follower")})]}),r(se,{of:t,name:y(t),follow:()=>ce(t)})]},t.id))})]}):null}function z(e){return r("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([n,t])=>r("a",{href:e.href(n),"aria-current":n===e.chosen?"true":void 0,children:t},n))})}function ee({html:e}){return r("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function V({failure:e,again:n}){return r("div",{class:"trouble panel",role:"alert",children:[r("p",{children:e.message}),r("button",{onClick:n,children:"Try again"})]})}function M({children:e}){return r("div",{class:"empty panel",children:e})}function L({rows:e=4}){return r("div",{class:"skeleton",role:"status","aria-label":"Loading",children:Array.from({length:e},(n,t)=>r("div",{class:"panel",children:[r("i",{}),r("i",{}),r("i",{})]},t))})}function ge({more:e,busy:n}){return e?r("button",{class:"more",onClick:e,"aria-disabled":n,children:n?"Loading\u2026":"More"}):null}function _n({label:e,button:n,send:t,focus:i=!1,cancel:o}){let[s,a]=O(!1);return r("form",{class:"writing",onSubmit:async c=>{c.preventDefault();let m=c.currentTarget.elements.namedItem("text");s||!m.value.trim()||(a(!0),await t(m.value.trim())&&(m.value=""),a(!1))},children:[r("textarea",{name:"text",rows:3,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,onKeyDown:c=>{c.key==="Enter"&&(c.ctrlKey||c.metaKey)&&c.currentTarget.form?.requestSubmit(),c.key==="Escape"&&o?.()},ref:c=>{i&&c&&!c.dataset.met&&(c.dataset.met="1",c.focus())}}),r("div",{class:"writing-foot",children:[o&&r("button",{type:"button",class:"quiet",onClick:o,children:"Cancel"}),r("button",{type:"submit",class:"primary","aria-disabled":s,children:n})]})]})}var ae=[["NEW","New"],["HOT","Hot"],["TOP","Top"]],Mt={ARTICLE:"",IMAGE:"Picture",VIDEO:"Film"};function le(e){let n=new Map;for(let t of e)for(let{node:i}of t?.edges??[])n.has(i.id)||n.set(i.id,i);return[...n.values()]}function ue(e){return D(),r(I,{children:[r("ol",{class:"feed",children:e.articles.map(n=>r("li",{children:r(Tr,{article:x(n)})},n.id))}),r(ge,{more:e.more,busy:e.busy})]})}function bn({article:e}){return r("div",{class:"byline",children:[r(A,{name:y(x(e.author))}),r("p",{children:[r(Z,{user:e.author}),r("small",{children:[r(Ce,{tribe:e.tribe}),r("span",{"aria-hidden":"true",children:" \xB7 "}),r(de,{at:e.publishedAt}),Mt[e.kind]&&r("span",{class:"kind",children:Mt[e.kind]})]})]})]})}function Tr({article:e}){return r("article",{class:"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[r(bn,{article:e}),r("h2",{id:`title-${e.id}`,children:r("a",{"data-open":!0,href:v("article",e.id),children:e.title})}),e.excerpt&&r("p",{class:"excerpt",children:e.excerpt}),r("p",{class:"foot",children:[r(pe,{of:e,what:e.title,bump:He}),r("a",{class:"said",href:v("article",e.id),children:T(e.commentCount,"comment")}),r("span",{children:T(e.viewCount,"view")})]})]})}function xe(e){return null}var It=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],kr=3;function Ut({article:e,comments:n,refresh:t}){D();let i=new Set(n.map(({id:l})=>l)),o=Map.groupBy(n,({parent:l})=>l&&i.has(l.id)?l.id:""),s=async(l,d,c)=>{let m=await xt(e,l,Er(d),c);return m&&await t(),m},a=(l,d)=>r("ol",{class:d?"replies":"thread","data-depth":Math.min(d,kr),children:(o.get(l)??[]).map(c=>r("li",{children:[r(Pr,{comment:x(c),say:s}),o.has(c.id)&&a(c.id,d+1)]},c.id))});return r(I,{children:[r(Nt,{children:(l,d)=>r(_n,{label:"Add a comment",button:"Comment",send:async c=>await s(null,c,l)&&d()})}),a("",0)]})}function Pr({comment:e,say:n}){let[t,i]=O(!1),o=y(x(e.author));return r("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${o}`,children:[r("p",{class:"byline",children:[r(A,{name:o}),r(Z,{user:e.author}),r(de,{at:e.postedAt})]}),r(ee,{html:e.body}),r("p",{class:"foot",children:[r(pe,{of:e,what:`the comment by ${o}`,bump:vt}),r("button",{class:"quiet","aria-expanded":t,onClick:()=>i(!t),"aria-label":`Reply to ${o}`,children:"Reply"})]}),t&&r(Nt,{children:s=>r(_n,{label:`Reply to ${o}`,button:"Reply",focus:!0,cancel:()=>i(!1),send:async a=>{let l=await n(e.id,a,s);return l&&i(!1),l}})})]})}function Nt({children:e}){let[n,t]=O(dn);return r(I,{children:e(n,()=>(t(dn()),!0))})}function Er(e){return e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;").split(/\n{2,}/).map(t=>`<p>${t.replaceAll(`
`,"<br>")}</p>`).join("")}function Rt({route:e}){D();let n=Q(e,"comments",["OLD","NEW","TOP"]),t=H(e.visit,bt,{id:e.of,order:n},c=>c.article?.comments),i=t.first?.article,o=i&&x(i);$(o?.title);let s=t.answers.flatMap(c=>c.article?.comments.edges.map(({node:m})=>m)??[]),a=t.more||!o?0:o.commentCount-s.length;i?.id,U(()=>{i&&N()&&Tt(i.id)},[i?.id]);let l=o&&x(o.tribe),d=async()=>{t.more&&n==="OLD"?location.hash=v("article",e.of,{comments:"NEW"}):await t.refresh()};return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&l&&r("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[r(bn,{article:o}),r("h1",{id:"title",children:o.title}),r(ee,{html:o.body||o.excerpt}),o.media.map(c=>r("img",{src:c.url,alt:c.alt,loading:"lazy",referrerpolicy:"no-referrer"},c.url)),r("p",{class:"foot","aria-live":"polite",children:[r(pe,{of:o,what:o.title,bump:He}),r("span",{"data-comments":!0,children:T(o.commentCount,"comment")}),r("span",{"data-views":!0,children:T(o.viewCount,"view")}),o.repostCount>0&&r("span",{children:T(o.repostCount,"repost")})]})]}),o&&r("section",{"aria-label":"Comments",class:"comments",children:[r("header",{class:"page-head",children:[r("h2",{children:"Comments"}),r(z,{label:"Order of comments",words:It,chosen:n,href:c=>v("article",e.of,{comments:c})})]}),a>0&&t.first&&!t.busy&&r("button",{class:"fresh",onClick:()=>{t.refresh()},children:["Show ",T(a,"new comment")]}),r(Ut,{article:o.id,comments:s,refresh:d}),!s.length&&r("p",{class:"quiet-words",children:"Nobody has said anything yet."}),r(ge,{more:t.more,busy:t.busy})]}),!t.first&&t.busy&&r(L,{rows:2}),t.failure&&r(V,{failure:t.failure,again:t.again}),t.first&&!o&&r(M,{children:"This article is not here, or no more."})]}),r("aside",{class:"side-column","aria-label":"Tribe",children:l&&r("section",{class:"panel about",children:[r(A,{name:y(l),square:!0}),r("h2",{children:r(Ce,{tribe:l})}),r("p",{children:T(l.followerCount,"follower")}),r(se,{of:l,name:y(l),follow:()=>ce(l)})]})})]})}var Ot={ARTICLE_BUMPED:"bumped your article",ARTICLE_COMMENTED:"commented on your article",COMMENT_BUMPED:"bumped your comment on",COMMENT_REPLIED:"replied to your comment on",FOLLOWED:"follow you"};function Ht({here:e}){let n=j(Ue);return r("a",{class:"bell",href:v("inbox"),"aria-current":e?"page":void 0,children:[r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})}),r("span",{class:"unseen",children:n?`Notifications, ${n} unread`:"Notifications"}),n>0&&r("span",{class:"number","aria-hidden":"true",children:n>99?"99+":n})]})}function Bt({route:e}){D(),$("Notifications");let n=j(Ue),t=H(e.visit,ht,{},a=>a.viewer?.inbox.notifications),i=t.answers.flatMap(a=>a.viewer?.inbox.notifications.edges.map(({node:l})=>l)??[]),[o]=i,s=async()=>{o&&await kt(o.at)&&await t.refresh()};return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Notifications"}),n>0&&r("button",{onClick:()=>{s()},children:"Mark all as read"})]}),r("ol",{class:"notices",children:i.map(a=>r("li",{children:r(Sr,{notice:a})},a.id))}),r(ge,{more:t.more,busy:t.busy}),!t.first&&t.busy&&r(L,{}),t.failure&&r(V,{failure:t.failure,again:t.again}),t.first&&!t.first.viewer&&r(M,{children:"Choose who you are first, at the top of the page."}),t.first?.viewer&&!i.length&&r(M,{children:"Nothing yet. Write something, and others will bump it."})]})})}function Sr({notice:e}){let n=e.comments.edges.map(({node:s})=>s),t=n.length?n.map(({author:s})=>s):e.actors.edges.map(({node:s})=>s),i=Math.max(e.commentCount,e.actorCount)-t.length,[o]=t;return r("article",{class:e.isRead?"hit panel":"hit panel new","data-item":!0,tabIndex:-1,"aria-label":Ot[e.kind],children:[r(A,{name:o?y(x(o)):"?"}),r("div",{children:[r("p",{children:[!e.isRead&&r("span",{class:"unseen",children:"New: "}),r(Fr,{people:t,others:i})," ",Ot[e.kind]," ",e.article&&r("a",{"data-open":!0,href:v("article",e.article.id),children:r("strong",{children:e.article.title})})]}),r(de,{at:e.at})]})]})}function Fr({people:e,others:n}){let t=[...new Map(e.map(i=>[i.id,i])).values()];return r(I,{children:[t.map((i,o)=>r("span",{children:[o>0&&(n>0?", ":" and "),r(Z,{user:i})]},i.id)),n>0&&` and ${T(n,"other")}`]})}var Vt=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["h","home"],["?","these keys"]],ne=W(!1);function Lt(){addEventListener("keydown",e=>{let n=e.target;n.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||Ar(e.key,n)&&e.preventDefault()})}function Ar(e,n){let t=n.closest("[data-item]");return e==="j"||e==="k"?Dr(t,e==="j"?1:-1):e==="b"?$t(t??document,t?"[data-bump]":".article [data-bump]"):e==="Enter"?n===t&&$t(t,"[data-open]"):e==="/"?Mr("#search"):(e==="h"&&(location.hash="#/"),e==="?"&&ne.set(!ne.get()),e==="h"||e==="?")}function Dr(e,n){let t=[...document.querySelectorAll("[data-item]")],i=e?t.indexOf(e)+n:0,o=t[Math.max(0,Math.min(i,t.length-1))];return o?.focus({preventScroll:!0}),o?.scrollIntoView({block:"nearest"}),o!==void 0}function $t(e,n){let t=e.querySelector(n);return t?.click(),t!==null}function Mr(e){let n=document.querySelector(e);return n?.focus(),n!==null}function Kt({route:e,me:n,choose:t}){let i=(o,s)=>r("a",{href:v(o),"aria-current":e.page===o?"page":void 0,children:s});return r("header",{class:"top",children:r("div",{class:"top-row",children:[r("a",{class:"brand",href:v(""),children:[r(Ir,{}),"Bandstand"]}),r("nav",{class:"places","aria-label":"Places",children:[i("","Home"),i("all","Everything")]}),n&&r(Ht,{here:e.page==="inbox"}),r(Ur,{me:n,choose:t})]})})}function Ir(){return r("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[r("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),r("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function Ur({me:e,choose:n}){let t=en(null),i=o=>{t.current&&(t.current.open=!1),t.current?.querySelector("summary")?.focus(),n(o)};return U(()=>{let o=s=>{let a=t.current;a?.open&&(s instanceof KeyboardEvent?s.key==="Escape":!a.contains(s.target))&&(a.open=!1,s instanceof KeyboardEvent&&a.querySelector("summary")?.focus())};return addEventListener("keydown",o),addEventListener("click",o),()=>{removeEventListener("keydown",o),removeEventListener("click",o)}},[]),r("details",{class:"who",ref:t,children:[r("summary",{children:[r(A,{name:e||"?"}),r("span",{class:"unseen",children:"You are "}),r("span",{class:"who-name",children:e||"signed out"})]}),r("div",{class:"menu panel",children:[r("p",{children:"In development you are who you say. Another window can be somebody else."}),r("ul",{children:[Xn.map(o=>r("li",{children:r("button",{"aria-pressed":o===e,onClick:()=>i(o),children:[r(A,{name:o}),o]})},o)),r("li",{children:r("button",{"aria-pressed":e==="",onClick:()=>i(""),children:[r(A,{name:"?"}),"signed out"]})})]}),r("form",{onSubmit:o=>{o.preventDefault();let s=o.currentTarget.elements.namedItem("name"),[a,l]=[s.value.trim(),Zn(s.value)];l&&(i(l),Pt(a),s.value="")},children:[r("label",{children:["Somebody new",r("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),r("button",{class:"primary",children:"Become"})]})]})]})}function qt(){let e=j(ne),n=en(null);return U(()=>{e?n.current?.showModal():n.current?.close()},[e]),r("dialog",{ref:n,class:"panel","aria-labelledby":"keys",onClose:()=>ne.set(!1),children:[r("h2",{id:"keys",children:"Keys"}),r("dl",{children:Vt.map(([t,i])=>r("div",{children:[r("dt",{children:r("kbd",{children:t})}),r("dd",{children:i})]},t))}),r("button",{class:"primary",onClick:()=>ne.set(!1),children:"Close"})]})}var Nr=[...ae,["FOR_YOU","For you"]],hn=new Set;function Wt({route:e}){$("Home");let n=Q(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[t]=O(!hn.has(N())),i={order:n,all:n==="FOR_YOU"?"HOT":n,withAll:t},o=H(e.visit,pt,i,p=>p.viewer?.feed.edges.length?p.viewer.feed:p.feed),s=o.first?.viewer,a=s?s.user.followedTribeCount+s.user.followedUserCount:0;a?hn.add(N()):s&&hn.delete(N());let l=a>0||n==="FOR_YOU",d=le(o.answers.map(p=>l&&p.viewer?p.viewer.feed:p.feed)),c=s?.user.followedTribes.edges.map(({node:p})=>p)??[],m=Qt(d.map(({tribe:p})=>p),c);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:l?"Home":"Everything"}),r(z,{label:"Order",words:Nr,chosen:n,href:p=>v("","",{order:p})})]}),o.first&&!l&&r("div",{class:"hint panel",children:[r("p",{children:[s?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",s?"Follow a tribe, and its articles make your home feed.":"Choose who you are at the top of the page."]}),s&&r("p",{class:"chips",children:m.filter(({slug:p})=>p!==null).map(p=>r("a",{class:"chip",href:v("tribe",p.slug??""),children:p.name??p.slug},p.id))})]}),r(xe,{refresh:o.refresh}),r(ue,{articles:d,more:o.more,busy:o.busy}),!o.first&&o.busy&&r(L,{}),o.failure&&r(V,{failure:o.failure,again:o.again}),o.first&&!d.length&&r(M,{children:"Nothing here yet. What you follow will write something."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:[r(fe,{title:"You follow",tribes:c}),r(fe,{title:"Tribes to follow",tribes:m})]})]})}function jt({route:e}){$("Everything");let n=Q(e,"order",["NEW","HOT","TOP"]),t=H(e.visit,ft,{order:n},o=>o.feed),i=le(t.answers.map(({feed:o})=>o));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Everything"}),r(z,{label:"Order",words:ae,chosen:n,href:o=>v("all","",{order:o})})]}),r(xe,{refresh:t.refresh}),r(ue,{articles:i,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(L,{}),t.failure&&r(V,{failure:t.failure,again:t.again}),t.first&&!i.length&&r(M,{children:"Nobody has written anything yet."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(fe,{title:"Tribes here",tribes:Qt(i.map(({tribe:o})=>o),[])})})]})}function Qt(e,n){let t=new Set(n.map(({id:i})=>i));return[...new Map(e.map(i=>[i.id,i])).values()].filter(({id:i})=>!t.has(i)).slice(0,8)}function zt({route:e}){D();let n=Q(e,"order",["NEW","HOT","TOP"]),t=H(e.visit,gt,{slug:e.of,order:n},a=>a.tribe?.feed),i=t.first?.tribe,o=i&&x(i);$(o?y(o):void 0);let s=le(t.answers.map(a=>a.tribe?.feed));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r(A,{name:y(o),square:!0}),r("div",{class:"profile-words",children:[r("h1",{children:y(o)}),o.description&&r(ee,{html:o.description}),r("p",{class:"facts",children:[r("span",{children:T(o.followerCount,"follower")}),r("span",{children:T(o.articleCount,"article")})]})]}),r(se,{of:o,name:y(o),follow:()=>ce(o)})]}),o&&r(z,{label:"Order",words:ae,chosen:n,href:a=>v("tribe",e.of,{order:a})}),o&&r(xe,{refresh:t.refresh}),r(ue,{articles:s,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(L,{}),t.failure&&r(V,{failure:t.failure,again:t.again}),t.first&&!o&&r(M,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),o&&!s.length&&r(M,{children:"Nobody has written here yet."})]}),r("aside",{class:"side-column","aria-label":"Followers",children:o&&o.followers.edges.length>0&&r("section",{class:"panel",children:[r("h2",{children:"Latest followers"}),r("ul",{class:"rows",children:o.followers.edges.map(({node:a})=>r("li",{children:[r(A,{name:y(x(a))}),r("span",{class:"row-name",children:r(Z,{user:a})})]},a.id))})]})})]})}function Yt({route:e}){D();let n=Q(e,"order",["NEW","HOT","TOP"]),t=H(e.visit,_t,{handle:e.of,order:n},l=>l.user?.feed),i=t.first?.user,o=i&&x(i);$(o?y(o):void 0);let s=o?.id===t.first?.viewer?.user.id,a=le(t.answers.map(l=>l.user?.feed));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r(A,{name:y(o)}),r("div",{class:"profile-words",children:[r("h1",{children:y(o)}),o.bio&&r(ee,{html:o.bio}),r("p",{class:"facts",children:[r("span",{children:T(o.followerCount,"follower")}),r("span",{children:T(o.articleCount,"article")}),r("span",{children:[T(o.bumpsReceived,"bump")," received"]})]})]}),!s&&r(se,{of:o,name:y(o),follow:()=>Ct(o)})]}),o&&r(z,{label:"Order",words:ae,chosen:n,href:l=>v("user",e.of,{order:l})}),r(ue,{articles:a,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(L,{}),t.failure&&r(V,{failure:t.failure,again:t.again}),t.first&&!o&&r(M,{children:["There is nobody called \u201C",e.of,"\u201D."]}),o&&!a.length&&r(M,{children:[y(o)," has written nothing yet."]})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(fe,{title:"Follows",tribes:o?.followedTribes.edges.map(({node:l})=>l)??[]})})]})}var Rr={"":Wt,all:jt,tribe:zt,user:Yt,article:Rt,inbox:Bt};function Or(){let[e,n]=O(fn),[t,i]=O(N);U(()=>{let a=()=>{Xt.set(e.visit,scrollY),n(fn())};return addEventListener("popstate",a),()=>removeEventListener("popstate",a)},[e]),U(()=>{let a=Xt.get(e.visit);scrollTo(0,a??0),a===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let o=a=>{Jn(a),zn(),ve(),i(a)},s=Rr[e.page];return r(I,{children:[r("a",{class:"skip",href:"#main",onClick:a=>{a.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),r(Kt,{route:e,me:t,choose:o}),r("main",{id:"main",tabIndex:-1,"data-visit":e.visit,children:s?r(s,{route:e},`${t} ${e.visit}`):r(M,{children:"There is no such page."})}),r("footer",{class:"bottom",children:[r("a",{href:"/graphql",children:"GraphiQL, for queries of your own"}),r("button",{class:"quiet",onClick:()=>ne.set(!0),children:["Keys: press ",r("kbd",{children:"?"})]})]}),r(wt,{}),r(qt,{})]})}var Xt=new Map;history.scrollRestoration="manual";Lt();In(r(Or,{}),document.body);
