var _,Cn,Xt,Y,Ve,De,xn,Ee,Tn,Ke,Le,Jt,_e=Symbol.for("pv"),Me={},Ie=[],Gt=/^m(i|n|o|s|text|space)$/,qe=Array.isArray,kn=Ie.slice,oe=Object.assign;function re(e){e&&e.parentNode&&e.remove()}function Se(e,n,t,i,o){var s={type:e,props:n,key:t,ref:i,__k:null,__:null,__b:0,__e:null,__c:null,constructor:_e,__v:o||++Cn,__i:-1,__u:0};return!o&&_.vnode&&_.vnode(s),s}function I(e){return e.children}function Fe(e,n){this.props=e,this.context=n,this.__g=0}function X(e,n){if(n==null)return e.__&&X(e.__,e.__i+1);for(var t;n<e.__k.length;n++)if((t=e.__k[n])&&t.__e)return t.__e;return typeof e.type!="function"||e.props.__P?null:X(e)}function Zt(e){var n,t=e.__v,i=t.__e,o=[],s=[],a=e.__P;a&&((n=oe({constructor:_e},t)).__v=t.__v+1,_.vnode&&_.vnode(n),We(a,n,t,e.__n,a.namespaceURI,32&t.__u?[i]:null,o,i||X(t),32&t.__u,s),n.__v=t.__v,n.__.__k[n.__i]=n,Dn(o,n,s),t.__=t.__e=null,n.__e!=i&&Pn(n))}function Pn(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(n){return n&&(e.__e=n.__e)}),Pn(e)}function wn(e){(8&e.__g||(e.__g|=8,Y.push(e),De++))&&Ve==_.debounceRendering||((Ve=_.debounceRendering)||queueMicrotask)(En)}function En(){try{for(var e,n=1;Y.length;)Y.length>n&&Y.sort(xn),e=Y.shift(),n=Y.length,8&e.__g&&Zt(e)}finally{(De=Y.length)&&(Ve||queueMicrotask)(En)}}function Sn(e,n,t,i,o,s,a,l,m,d,c){var p,h,u,f,S,b,v=i.__k||Ie,g=n.length;for(m=er(t,n,v,m,g),p=0;p<g;p++)(u=t.__k[p])!=null&&(h=~u.__i&&v[u.__i]||Me,u.__i=p,b=We(e,u,h,o,s,a,l,m,d,c),f=u.__e,(h.ref!=u.ref||8&h.__u)&&(h.ref&&je(h.ref,null,u,h),u.ref&&c.push(u.ref,u.__c||f,u)),S=S||f,4&u.__u?(m=Fn(u,m,e,!h.__v),h.__e&&(h.__e=null)):typeof u.type=="function"&&b!==void 0?m=b:f&&(m=f.nextSibling),u.__u&=-21);return t.__e=S,m}function er(e,n,t,i,o){var s,a,l,m,d,c,p,h,u,f=t.length,S=f,b=0,v=0,g=e.__k=Array(o);for(s=0;s<o;s++)(a=n[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=g[s]=Se(null,a):qe(a)?a=g[s]=Se(I,{children:a}):a.constructor===_e&&a.__b?a=g[s]=Se(a.type,a.props,a.key,a.ref,a.__v):g[s]=a,m=s+b,a.__=e,a.__b=e.__b+1,l=null,~(d=a.__i=nr(a,t,m,S))&&(S--,(l=t[d])&&(l.__u|=2)),l&&l.__v?(a.__u|=16,d==m-1?b--:d==m+1?b++:d!=m&&(d>m?b--:b++,v=1)):(~d||(o>f?b--:o<f&&b++),typeof a.type!="function"&&(a.__u|=4))):g[s]=null;if(v){for(c=[],p=[],s=0;s<o;s++)if((a=g[s])&&16&a.__u){for(b=0,h=c.length;b<h;)c[u=b+h>>1]<a.__i?b=u+1:h=u;c[b]=a.__i,p[s]=b+1}for(b=c.length;s--;)p[s]&&(p[s]==b?b--:g[s].__u|=4)}if(S)for(s=0;s<f;s++)!(l=t[s])||2&l.__u||(l.__e==i&&(i=X(l)),Qe(l,l));return i}function Fn(e,n,t,i){var o,s,a,l;if(typeof e.type=="function"){if(e.props.__P)return n;if(o=e.__k)for(s=0;s<o.length;s++)o[s]&&(o[s].__=e,n=Fn(o[s],n,t,!1));return n}for(n&&!n.parentNode&&(n=X(e))&&!n.parentNode&&(n=null),a=e.__e,l=n;l&&l.nodeType==8;)l=l.nextSibling;for(a!=l&&(!i&&t.moveBefore&&a.parentNode?t.moveBefore(a,n):t.insertBefore(a,n||null)),n=a;(n=n&&n.nextSibling)&&n.nodeType==8&&!n.data.startsWith("$s"););return n}function nr(e,n,t,i){var o,s=e.key,a=e.type,l=n[t],m=l&&!(2&l.__u);if(l===null&&s==null||m&&s==l.key&&a==l.type)return t;if(i>(m?1:0)){for(o=t-1;o>=0;o--)if((l=n[o])&&!(2&l.__u)&&s==l.key&&a==l.type)return o;for(o=t+1;o<n.length;o++)if((l=n[o])&&!(2&l.__u)&&s==l.key&&a==l.type)return o}return-1}function vn(e,n,t){t==null&&(t=""),n[0]=="-"?e.setProperty(n,t):e[n]=t}function Pe(e,n,t,i,o){var s,a;if(n=="style")if(typeof t=="string")e.style.cssText=t;else{if(typeof i=="string"&&(e.style.cssText=i=""),i)for(n in i)t&&n in t||vn(e.style,n);if(t)for(n in t)i&&t[n]==i[n]||vn(e.style,n,t[n])}else if(n[0]=="o"&&n[1]=="n")typeof t!="function"&&(t=null),typeof i!="function"&&(i=null),(e.__e||(e.__e={}))[n]=t,t&&i||(a=Le[n]||(Le[n]=tr(n)),(e.__a||(e.__a={}))[n]=Ke,s=n!=(n=n.replace(Tn,"$1")),(n=n.slice(2))[0]<"a"&&(n=n.toLowerCase()),t?e.addEventListener(n,a,s):e.removeEventListener(n,a,s));else{if(o=="http://www.w3.org/2000/svg")n=n.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(n!="width"&&n!="height"&&n!="href"&&n!="list"&&n!="form"&&n!="tabIndex"&&n!="download"&&n!="rowSpan"&&n!="colSpan"&&n!="role"&&n!="popover"&&n in e)try{return void(e[n]=t??"")}catch{}if(typeof t=="function")return;t==null||t===!1&&n[4]!="-"?e.removeAttribute(n):e.setAttribute(n,n=="popover"&&t==1?"":t)}}function tr(e){return function(n){var t=this.__e;if(t){if(t=t[e],n[Ee]==null)n[Ee]=Ke++;else if(n[Ee]<this.__a[e])return;return t(_.event?_.event(n):n)}}}function We(e,n,t,i,o,s,a,l,m,d){var c,p,h,u,f,S,b,v,g,F,C,$e,hn,ke,ne,yn,z,te,q=n.type;if(n.constructor!==_e)return null;128&t.__u&&(m=32&t.__u,c=t.__c.__z)&&(n.__u|=m,p=s=[],c.nodeType==8?l=Ae(c,s):s.push(c),l=s[0]||l),(c=_.__b)&&c(n);e:if(typeof q=="function"){h=a.length;try{if(v=n.props,g=(c=q.prototype)&&c.render,F=(c=q.contextType)&&i[c.__c],C=c?F?F.props.value:c.__:i,(u=t.__c)?(n.__c=u,2&u.__g&&(u.__g|=1)):(g?n.__c=u=new q(v,C):(n.__c=u=new Fe(v,C),u.constructor=q,u.render=or),F&&F.sub(u),u.state||(u.state={}),u.__n=i,u.__g|=8,u.__h=[],u.__k=[]),g&&(u.__s||(u.__s=u.state),q.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=oe({},u.__s)),oe(u.__s,q.getDerivedStateFromProps(v,u.__s)))),f=u.props,S=u.state,u.__v=n,t.__c){if(v!==f&&g&&!q.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(v,C),n.__v==t.__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(v,u.__s,C)===!1){n.__v!=t.__v&&(u.props=v,u.state=u.__s,u.__g&=-9),n.__e=t.__e,n.__k=t.__k,n.__k.some(function(R){R&&(R.__=n)}),Ie.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&a.push(u),l=X(t);break e}u.componentWillUpdate&&u.componentWillUpdate(v,u.__s,C),g&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(f,S,b)})}else g&&!q.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),g&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=C,u.props=v,u.__P=e,u.__g&=-5,$e=_.__r,hn=g?25:0;do u.__g&=-9,$e&&$e(n),c=u.render(u.props,u.state=u.__s,u.context);while(8&u.__g&&++hn<25);g&&(Ie.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(i=oe({},i,u.getChildContext())),g&&t.__c&&u.getSnapshotBeforeUpdate&&(b=u.getSnapshotBeforeUpdate(f,S)),ke=c&&c.type===I&&c.key==null?c.props.children:c,v.__P&&(c=l,o=(e=v.__P).namespaceURI,m=s=null,t.props&&t.props.__P!=e&&(t.__k.some(function(R){R&&Qe(R,R)}),t.__k=null),l=t.__k?X(t,0):null),l=Sn(e,qe(ke)?ke:[ke],n,t,i,o,s,a,l,m,d),v.__P&&(n.__e=null,l=c),n.__u&=-161,p&&p.some(re),u.__h.length&&a.push(u),1&u.__g&&(u.__g&=-4)}catch(R){if(a.length=h,n.__v=null,m||s)if(R&&R.then){if(n.__u|=128|m,s){for(~(z=s.indexOf(l||void 0))||(z=s.length);(te=s[z-1])&&te.nodeType==8;)z--;for(;z<s.length;z++)if(te=s[z])if(s[z]=null,ne){if(te==yn)break}else{if(te.nodeType!=8)break;te.data.startsWith("$s")&&(yn=Ae(ne=te))}}if(!ne){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;ne=l}(c=Ae(ne=n.__c.__z||(n.__c.__z=ne)))?(n.__e=ne,l=c):n.__e=l,l=l&&l.nextSibling}else s&&s.some(re);else n.__e=t.__e;n.__k||(n.__k=t.__k||[]),R&&R.then||An(n),_.__e(R,n,t)}}else l=n.__e=rr(t.__e,n,t,i,o,s,a,m,d,e);return(c=_.diffed)&&c(n),l}function Ae(e,n){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var t=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))t++;else if(e.data.startsWith("/$s")&&!--t)return e}n&&n.push(e)}}function An(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(An))}function Dn(e,n,t){for(var i=0;i<t.length;)je(t[i++],t[i++],t[i++]);_.__c&&_.__c(n,e),e.some(function(o){try{e=o.__h,o.__h=[],e.some(function(s){s.call(o)})}catch(s){_.__e(s,o.__v)}})}function rr(e,n,t,i,o,s,a,l,m,d){var c,p,h,u,f,S,b,v,g=t.props||Me,F=n.props,C=n.type;if(C=="svg"?o="http://www.w3.org/2000/svg":C=="math"?o="http://www.w3.org/1998/Math/MathML":o||(o="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((f=s[c])&&(C?f.localName==C:f.nodeType==3)){e=f,s[c]=null;break}}if(!e){if(v=d.ownerDocument||document,!C)return v.createTextNode(F);e=v.createElementNS(o,C,F.is?F:d),l&&(_.__m&&_.__m(n,s),l=!1),s=null}if(C){if(d=C=="template"&&e.content||e,s=C=="textarea"&&F.defaultValue!=null?null:s&&kn.call(d.childNodes),!l&&s)for(g={},c=0;c<e.attributes.length;c++)g[(f=e.attributes[c]).name]=f.value;for(c in g)f=g[c],c=="dangerouslySetInnerHTML"?h=f:c=="children"||c in F||c=="value"&&"defaultValue"in F||c=="checked"&&"defaultChecked"in F||Pe(e,c,null,f,o);for(c in F)f=F[c],c=="children"?u=f:c=="dangerouslySetInnerHTML"?p=f:c=="value"?S=f:c=="checked"?b=f:l&&typeof f!="function"||g[c]===f||Pe(e,c,f,g[c],o);p?(l||h&&(p.__html==h.__html||p.__html==e.innerHTML)||(e.innerHTML=p.__html),n.__k=[]):(h&&(e.textContent=""),(C=="foreignObject"||o=="http://www.w3.org/1998/Math/MathML"&&Gt.test(C))&&(o="http://www.w3.org/1999/xhtml"),Sn(d,qe(u)?u:[u],n,t,i,o,s,a,s?s[0]:t.__k&&X(t,0),l,m),s&&s.some(re)),l&&C!="textarea"||(c="value",C=="progress"&&S==null?e.removeAttribute(c):S==null||S===e[c]&&(C!="progress"||S)||Pe(e,c,S,g[c],o),c="checked",b!=null&&b!=e[c]&&Pe(e,c,b,g[c],o))}else g===F||l&&e.data==F||(e.data=F);return e}function je(e,n,t,i){try{typeof e=="function"?n?n.__x=e(n)||1:i&&(i=i.__c||i.__e)&&(n=i.__x)&&(i.__x=null,typeof n=="function"?n():e(null)):e.current=n}catch(o){_.__e(o,t)}}function Qe(e,n,t){var i,o,s,a;if(_.unmount&&_.unmount(e),!(i=e.ref)||i.current&&i.current!=e.__e||je(i,null,n,e),i=e.__c){if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(l){_.__e(l,n)}i.__P=i.__n=null}if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&Qe(i[a],n,typeof e.type!="function"||t&&!e.props.__P);!t&&(i=e.__c)&&(i=i.__z)&&(o=Ae(i,s=[]))&&(i==e.__e&&s.some(re),re(o),re(i)),t||re(e.__e),e.__e=e.__c=e.__=null}function or(e,n,t){return this.constructor(e,t)}function Mn(e,n){var t,i,o,s;_.__&&_.__(e,n),n.nodeType==9&&(n=n.documentElement),i=(t=e&&32&e.__u)?null:n.__k,n.__k=Se(I,{children:[e]}),o=[],s=[],We(n,n.__k,i||Me,Me,n.namespaceURI,i?null:n.firstChild?kn.call(n.childNodes):null,o,i?i.__e:n.firstChild,t,s),Dn(o,n.__k,s),n.__k.props.children=null}_={__e:function(e,n,t,i){for(var o,s,a;n=n.__;)if((o=n.__c)&&!(1&o.__g)){o.__g|=4;try{if((a=(s=o.constructor)&&s.getDerivedStateFromError)&&o.setState(s.getDerivedStateFromError(e)),o.componentDidCatch&&(o.componentDidCatch(e,i||{}),a=1),a&&8&o.__g)return void(o.__g|=2)}catch(l){e=l}}throw De=0,e}},Cn=0,Xt=function(e){return e!=null&&e.constructor===_e},Fe.prototype.setState=function(e,n){var t=this.__s;t&&t!=this.state||(t=this.__s=oe({},this.state)),typeof e=="function"&&(e=e(oe({},t),this.props)),e&&(oe(t,e),this.__v&&(n&&this.__k.push(n),wn(this)))},Fe.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),wn(this))},Fe.prototype.render=I,Y=[],De=0,xn=function(e,n){return e.__v.__b-n.__v.__b},Ee=Symbol(),Tn=/(PointerCapture)$|Capture$/i,Ke=0,Le={},Jt=0;var he,E,ze,In,Ye=Object.is,Ue=0,Ln=[],Xe=[],P=_,Un=P.__b,Nn=P.__r,Rn=P.diffed,On=P.__c,Hn=P.unmount,Bn=P.__;function Ge(e,n){P.__h&&P.__h(E,e,Ue||n),Ue=0;var t=E.__H||(E.__H={__:[],__h:[]});return e>=t.__.length&&t.__.push({}),t.__[e]}function O(e){return Ue=1,Ze(qn,e)}function Ze(e,n,t){var i=Ge(he++,2);if(i.t=e,!i.__c&&(i.__=[t?t(n):qn(void 0,n),function(s){var a=(i.__N||i.__)[0],l=i.t(a,s);Ye(a,l)||(i.__N=[l,i.__[1]],i.__c.setState({}))}],i.__c=E,!E.__f)){E.__f=!0;var o=E.shouldComponentUpdate;E.shouldComponentUpdate=function(s,a,l){var m=this.__H;if(!m)return!0;var d=!1,c=this.props!=s;if(m.__.some(function(h){h.__N&&(d=!0,Ye(h.__[0],h.__N[0])||(c=!0))}),o){var p=o.call(this,s,a,l);return d?p||c:p}return!d||c}}return i.__}function U(e,n){var t=Ge(he++,3);!P.__s&&Kn(t.__H,n)&&(t.__P=!0,t.__=e,t.u=n,E.__H.__h.push(t))}function en(e){return Ue=5,nn(function(){return{current:e}},[])}function nn(e,n){var t=Ge(he++,7);return Kn(t.__H,n)&&(t.__=e(),t.__H=n),t.__}function ir(){var e;do{for(;e=Xe.shift();)try{be(e)}catch(t){P.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=Ln.shift();){var n=e.__H;if(e.__P&&n)try{n.__h.some(be),n.__h.some(Je),n.__h=[]}catch(t){n.__h=[],P.__e(t,e.__v)}}}while(Xe.length)}P.__b=function(e){E=null,Un&&Un(e)},P.__=function(e,n){e&&n.__k&&n.__k.__m&&(e.__m=n.__k.__m),Bn&&Bn(e,n)},P.__r=function(e){Nn&&Nn(e),he=0;var n=(E=e.__c).__H;n&&(ze==E?E.__h=[]:(n.__h.some(be),n.__h.some(Je),he=0),n.__h=[],n.__.some(function(t){t.__N&&(t.__=t.__N),t.u=t.__N=void 0})),ze=E},P.diffed=function(e){Rn&&Rn(e);var n=e.__c;n&&n.__H&&(n.__H.__h.length&&Vn(Ln.push(n)),n.__H.__.some(function(t){t.u&&(t.__H=t.u)})),ze=E=null},P.__c=function(e,n){n.some(function(t){try{t.__h.some(be),t.__h=t.__h.filter(function(i){return!i.__||Je(i)})}catch(i){t.__h=[function(){throw i}]}}),On&&On(e,n)},P.unmount=function(e){Hn&&Hn(e);var n,t,i=e.__c;i&&i.__H&&(i.__H.__.some(function(o){try{if(o.__P&&o.__c){if(t===void 0){for(t=e.__;t&&(!t.__c||!t.__c.__P);)t=t.__;t=t&&t.__c}o.__P=t,Vn(Xe.push(o))}else be(o)}catch(s){n=s}}),i.__H=void 0,n&&P.__e(n,i.__v))};var $n=typeof requestAnimationFrame=="function";function sr(e){var n,t=function(){clearTimeout(i),$n&&cancelAnimationFrame(n),setTimeout(e)},i=setTimeout(t,35);$n&&(n=requestAnimationFrame(t))}function Vn(e){e!=1&&In==P.requestAnimationFrame||((In=P.requestAnimationFrame)||sr)(ir)}function be(e){var n=E,t=e.__c;typeof t=="function"&&(e.__c=void 0,t()),E=n}function Je(e){var n=E;e.__c=e.__(),E=n}function Kn(e,n){return!e||e.length!=n.length||n.some(function(t,i){return!Ye(t,e[i])})}function qn(e,n){return typeof n=="function"?n(e):n}function J(e){let n=new Set;return{get:()=>e,set(t){e=t;for(let i of n)i()},watch(t){return n.add(t),()=>{n.delete(t)}}}}function W(e){let[n,t]=O(()=>e.get());return U(()=>(t(()=>e.get()),e.watch(()=>t(()=>e.get()))),[e]),n}var ar=5e3,G=new Map,tn=J(0);function Ne(e){rn(e);for(let n of G.keys()){if(G.size<=ar)break;G.delete(n)}tn.set(tn.get()+1)}function rn(e){if(Array.isArray(e))e.forEach(rn);else if(e!==null&&typeof e=="object"){let n=e;if(typeof n.id=="string"){let t=Object.entries(n).filter(([,i])=>i===null||typeof i!="object");G.set(n.id,{...G.get(n.id),...Object.fromEntries(t)})}Object.values(n).forEach(rn)}}function T(e){return{...e,...G.get(e.id)}}function Wn(e,n){let t=G.get(e)??{};Ne({id:e,...n});let i=Object.fromEntries(Object.keys(n).map(o=>[o,t[o]]));return()=>Ne({id:e,...i})}function jn(){G.clear()}function D(){W(tn)}var ye="",Re={};function on(){if(!ye)return"";let e=Object.fromEntries(Object.entries(Re).sort());return btoa(JSON.stringify([ye,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function sn(e){let[n,t]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));n>ye&&(ye=n);for(let[i,o]of Object.entries(t))Re[i]=Math.max(Re[i]??0,o)}function Qn(){ye="",Re={}}var we=J(0);function zn(e){let{viewer:n,markNotificationsRead:t}=e,i=(n??t)?.inbox?.unreadCount;n===null?we.set(0):i!==void 0&&we.set(i)}var Oe="bandstand.viewer";var Yn=["you","pat","enzo","jutta","masako","colin"],Xn=sessionStorage.getItem(Oe)??localStorage.getItem(Oe)??"you";function N(){return Xn}function Jn(e){Xn=e,sessionStorage.setItem(Oe,e),localStorage.setItem(Oe,e)}function Gn(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var lr=3,ur=300,cr=1e4,K=class extends Error{constructor(t,i,o){super(t);this.code=i;this.retryable=o}code;retryable},an=new Set;async function ve(e,n){if(!e.trimStart().startsWith("mutation"))return await Promise.allSettled(an),Zn(e,n);let t=Zn(e,n);return an.add(t),t.finally(()=>an.delete(t))}async function Zn(e,n){for(let t=1;;t++)try{return await mr(e,n)}catch(i){if(!(i instanceof K)||!i.retryable||t===lr)throw i;await new Promise(o=>setTimeout(o,ur*t))}}async function mr(e,n){let t=N(),i=await dr(JSON.stringify({query:e.toString(),variables:n})),[o]=i.errors??[];if(o){let{code:a="INTERNAL",retryable:l=!1}=o.extensions??{};throw a==="BAD_USER_INPUT"&&o.message.includes("X-Consistency-Token")&&Qn(),new K(o.message,a,l)}i.extensions?.consistency&&sn(i.extensions.consistency.token);let s=i.data;for(let a of Object.values(s))a?.receipt&&sn(a.receipt.token);return t===N()&&(Ne(s),zn(s)),s}async function dr(e){let n={"Content-Type":"application/json"};N()&&(n["X-Viewer"]=N()),on()&&(n["X-Consistency-Token"]=on());try{let t=AbortSignal.timeout(cr);return await(await fetch("/graphql",{method:"POST",headers:n,body:e,signal:t})).json()}catch{throw new K("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var y=class extends String{__apiType;value;__meta__;constructor(n,t){super(n),this.value=n,this.__meta__=t}toString(){return this.value}},Zr=new y(`
    fragment Person on User {
  id
  handle
  name
}
    `,{fragmentName:"Person"}),eo=new y(`
    fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
    `,{fragmentName:"Place"}),no=new y(`
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
}`,{fragmentName:"Card"}),to=new y(`
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
}`,{fragmentName:"Cards"}),ro=new y(`
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
    fragment Person on User {
  id
  handle
  name
}`,{fragmentName:"Said"}),oo=new y(`
    fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}
    fragment Person on User {
  id
  handle
  name
}`,{fragmentName:"Me"}),io=new y(`
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
}
    fragment Person on User {
  id
  handle
  name
}`,{fragmentName:"Notice"}),et=new y(`
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
    `),nt=new y(`
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
    `),tt=new y(`
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
    `),rt=new y(`
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
    `),ot=new y(`
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
    `),it=new y(`
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
    `),st=new y(`
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
    `),at=new y(`
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
    `),lt=new y(`
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
}`),ut=new y(`
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
    `),ct=new y(`
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
}`),mt=new y(`
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
    `),dt=new y(`
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
}`),pt=new y(`
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
}`),ft=new y(`
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
}`),gt=new y(`
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
}`),_t=new y(`
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
}`),bt=new y(`
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
}`);var pr=Symbol.for("pv"),fr=0;function r(e,n,t,i,o,s){n||(n={});var a,l,m=n;if("ref"in m&&typeof e!="function")for(l in m={},n)l=="ref"?a=n[l]:m[l]=n[l];var d={type:e,props:m,key:t,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:pr,__v:--fr,__i:-1,__u:0};return(o||s)&&(d.__source=o,d.__self=s),_.vnode&&_.vnode(d),d}var gr=6e3,ln=J(""),ht=0;function un(e){clearTimeout(ht),ln.set(e),ht=setTimeout(()=>ln.set(""),gr)}function yt(){let e=W(ln);return r("div",{class:"notice",role:"status","aria-live":"polite",children:e&&r("p",{children:e})})}var _r=30,ue=new Map;function Ce(){ue.clear()}function H(e,n,t,i){let[,o]=Ze(c=>c+1,0),s=`${e} ${JSON.stringify(t)}`,a=nn(()=>ue.get(s)??br(s),[s]);async function l(c){if(!a.busy){Object.assign(a,{busy:!0,failure:null}),o(void 0);try{let p=await ve(n,{...t,after:c});a.answers=c===null?[p]:[...a.answers,p]}catch(p){a.failure=p instanceof K?p:new K(String(p),"INTERNAL",!1)}a.busy=!1,o(void 0)}}U(()=>{a.answers.length||l(null)},[s]);let m=a.answers.at(-1),d=m&&i(m)?.pageInfo;return{...a,first:a.answers[0],more:d?.hasNextPage?()=>l(d.endCursor):null,again:()=>l(a.answers.length&&a.failure&&d?d.endCursor:null),refresh:()=>l(null)}}function br(e){let n={answers:[],failure:null,busy:!1};ue.set(e,n);let[t]=ue.keys();return ue.size>_r&&t!==void 0&&ue.delete(t),n}var cn=new Set;function He(e){let n={input:{articleId:e.id}};return Be(e.id,Pt(e),()=>e.viewerHasBumped?B(nt,n):B(et,n))}function wt(e){let n={input:{commentId:e.id}};return Be(e.id,Pt(e),()=>e.viewerHasBumped?B(rt,n):B(tt,n))}function ce(e){let n={input:{tribeId:e.id}};return Ce(),Be(e.id,Et(e),()=>e.viewerIsFollowing?B(it,n):B(ot,n))}function vt(e){let n={input:{userId:e.id}};return Ce(),Be(e.id,Et(e),()=>e.viewerIsFollowing?B(at,n):B(st,n))}function Ct(e,n,t,i){return B(lt,{input:{articleId:e,parentId:n,body:t,idempotencyKey:i}})}async function xt(e){await ve(ut,{input:{articleId:e}}).catch(()=>{})}function Tt(e){return B(mt,{input:{until:e}})}function kt(e){return B(ct,{input:{name:e}})}function mn(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}function Pt(e){let n=e.viewerHasBumped?-1:1;return{viewerHasBumped:n>0,bumpCount:e.bumpCount+n}}function Et(e){let n=e.viewerIsFollowing?-1:1,t=e.followerCount===void 0?{}:{followerCount:e.followerCount+n};return{viewerIsFollowing:n>0,...t}}async function Be(e,n,t){if(cn.has(e))return!1;cn.add(e);let i=Wn(e,{...n}),o=await t().finally(()=>cn.delete(e));return o||i(),o}async function B(e,n){try{let t=await ve(e,n),[i]=Object.values(t),[o]=i?.userErrors??[];return o&&un(o.message),!o||o.code==="STALE"}catch(t){let i=t instanceof K&&t.code==="UNAUTHENTICATED";return un(i?"Choose who you are first, at the top of the page.":String(t.message)),!1}}var dn=0;function pn(){let[e="",n=""]=location.hash.replace(/^#\/?/,"").split("?"),[t="",i=""]=e.split("/"),o=history.state;dn=Math.max(dn,o?.visit??0);let s=o?.visit??++dn;return o?.visit===void 0&&history.replaceState({visit:s},""),{page:t,of:hr(i),query:new URLSearchParams(n),visit:s}}function x(e,n="",t={}){let i=new URLSearchParams(t).toString();return`#/${e}${n&&`/${encodeURIComponent(n)}`}${i&&`?${i}`}`}function j(e,n,t){return t.find(i=>i===e.query.get(n))??t[0]}function hr(e){try{return decodeURIComponent(e)}catch{return e}}var yr=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),wr=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"short"}),vr=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function fn(e){return yr.format(e)}function k(e,n,t=`${n}s`){return`${fn(e)} ${e===1?n:t}`}function St(e){let n=(Date.parse(e)-Date.now())/1e3;for(let[t,i]of vr)if(Math.abs(n)>=i)return wr.format(Math.trunc(n/i),t);return"just now"}function Ft(e){let n=e.split(/[\s-]+/).filter(Boolean);return(n.length>1?[n[0],n.at(-1)]:n).map(t=>[...t??""][0]).join("").toUpperCase()}function At(e){let n=7;for(let t of e)n=(n*31+(t.codePointAt(0)??0))%3600;return n%360}function A({name:e,square:n}){return r("span",{class:n?"avatar square":"avatar",style:{"--hue":At(e)},"aria-hidden":"true",children:Ft(e)})}function $(e){U(()=>{document.title=e?`${e} \xB7 Bandstand`:"Bandstand"},[e])}function w(e){return e.name??e.handle??e.slug??"Unnamed"}function Z({user:e}){D();let n=T(e);return n.handle===null?r("span",{children:w(n)}):r("a",{href:x("user",n.handle),children:w(n)})}function xe({tribe:e}){let n=T(e);return n.slug===null?r("span",{children:w(n)}):r("a",{href:x("tribe",n.slug),children:w(n)})}function me({at:e}){return r("time",{dateTime:e,title:new Date(e).toLocaleString(),children:St(e)})}function Cr(){return r("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:r("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function de({of:e,what:n,bump:t}){D();let i=T(e);return r("button",{class:"bump","data-bump":!0,"aria-pressed":i.viewerHasBumped,onClick:()=>{t(i)},"aria-label":`Bump ${n}, ${k(i.bumpCount,"bump")}`,children:[r(Cr,{}),r("span",{class:"number",children:fn(i.bumpCount)})]})}function ie({of:e,name:n,follow:t}){return r("button",{class:e.viewerIsFollowing?"follow followed":"follow",onClick:()=>{t()},children:[e.viewerIsFollowing?"Following":"Follow",r("span",{class:"unseen",children:[" ",n]})]})}function pe({title:e,tribes:n}){return D(),n.length?r("section",{class:"panel",children:[r("h2",{children:e}),r("ul",{class:"rows",children:n.map(T).map(t=>r("li",{children:[r(A,{name:w(t),square:!0}),r("span",{class:"row-name",children:[r(xe,{tribe:t}),r("small",{children:k(t.followerCount,"follower")})]}),r(ie,{of:t,name:w(t),follow:()=>ce(t)})]},t.id))})]}):null}function Q(e){return r("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([n,t])=>r("a",{href:e.href(n),"aria-current":n===e.chosen?"true":void 0,children:t},n))})}function ee({html:e}){return r("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function V({failure:e,again:n}){return r("div",{class:"trouble panel",role:"alert",children:[r("p",{children:e.message}),r("button",{onClick:n,children:"Try again"})]})}function M({children:e}){return r("div",{class:"empty panel",children:e})}function L({rows:e=4}){return r("div",{class:"skeleton",role:"status","aria-label":"Loading",children:Array.from({length:e},(n,t)=>r("div",{class:"panel",children:[r("i",{}),r("i",{}),r("i",{})]},t))})}function fe({more:e,busy:n}){return e?r("button",{class:"more",onClick:e,"aria-disabled":n,children:n?"Loading\u2026":"More"}):null}function gn({label:e,button:n,send:t,focus:i=!1,cancel:o}){let[s,a]=O(!1);return r("form",{class:"writing",onSubmit:async d=>{d.preventDefault();let c=d.currentTarget.elements.namedItem("text");s||!c.value.trim()||(a(!0),await t(c.value.trim())&&(c.value=""),a(!1))},children:[r("textarea",{name:"text",rows:3,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,onKeyDown:d=>{d.key==="Enter"&&(d.ctrlKey||d.metaKey)&&d.currentTarget.form?.requestSubmit(),d.key==="Escape"&&o?.()},ref:d=>{i&&d&&!d.dataset.met&&(d.dataset.met="1",d.focus())}}),r("div",{class:"writing-foot",children:[o&&r("button",{type:"button",class:"quiet",onClick:o,children:"Cancel"}),r("button",{type:"submit",class:"primary","aria-disabled":s,children:n})]})]})}var se=[["NEW","New"],["HOT","Hot"],["TOP","Top"]],Dt={ARTICLE:"",IMAGE:"Picture",VIDEO:"Film"};function ae(e){let n=new Map;for(let t of e)for(let{node:i}of t?.edges??[])n.has(i.id)||n.set(i.id,i);return[...n.values()]}function le(e){return D(),r(I,{children:[r("ol",{class:"feed",children:e.articles.map(n=>r("li",{children:r(xr,{article:T(n)})},n.id))}),r(fe,{more:e.more,busy:e.busy})]})}function _n({article:e}){return r("div",{class:"byline",children:[r(A,{name:w(T(e.author))}),r("p",{children:[r(Z,{user:e.author}),r("small",{children:[r(xe,{tribe:e.tribe}),r("span",{"aria-hidden":"true",children:" \xB7 "}),r(me,{at:e.publishedAt}),Dt[e.kind]&&r("span",{class:"kind",children:Dt[e.kind]})]})]})]})}function xr({article:e}){return r("article",{class:"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[r(_n,{article:e}),r("h2",{id:`title-${e.id}`,children:r("a",{"data-open":!0,href:x("article",e.id),children:e.title})}),e.excerpt&&r("p",{class:"excerpt",children:e.excerpt}),r("p",{class:"foot",children:[r(de,{of:e,what:e.title,bump:He}),r("a",{class:"said",href:x("article",e.id),children:k(e.commentCount,"comment")}),r("span",{children:k(e.viewCount,"view")})]})]})}function Te(e){return null}var Mt=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],Tr=3;function It({article:e,comments:n,refresh:t}){D();let i=new Set(n.map(({id:l})=>l)),o=Map.groupBy(n,({parent:l})=>l&&i.has(l.id)?l.id:""),s=async(l,m,d)=>{let c=await Ct(e,l,Pr(m),d);return c&&await t(),c},a=(l,m)=>r("ol",{class:m?"replies":"thread","data-depth":Math.min(m,Tr),children:(o.get(l)??[]).map(d=>r("li",{children:[r(kr,{comment:T(d),say:s}),o.has(d.id)&&a(d.id,m+1)]},d.id))});return r(I,{children:[r(Ut,{children:(l,m)=>r(gn,{label:"Add a comment",button:"Comment",send:async d=>await s(null,d,l)&&m()})}),a("",0)]})}function kr({comment:e,say:n}){let[t,i]=O(!1),o=w(T(e.author));return r("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${o}`,children:[r("p",{class:"byline",children:[r(A,{name:o}),r(Z,{user:e.author}),r(me,{at:e.postedAt})]}),r(ee,{html:e.body}),r("p",{class:"foot",children:[r(de,{of:e,what:`the comment by ${o}`,bump:wt}),r("button",{class:"quiet","aria-expanded":t,onClick:()=>i(!t),"aria-label":`Reply to ${o}`,children:"Reply"})]}),t&&r(Ut,{children:s=>r(gn,{label:`Reply to ${o}`,button:"Reply",focus:!0,cancel:()=>i(!1),send:async a=>{let l=await n(e.id,a,s);return l&&i(!1),l}})})]})}function Ut({children:e}){let[n,t]=O(mn);return r(I,{children:e(n,()=>(t(mn()),!0))})}function Pr(e){return e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;").split(/\n{2,}/).map(t=>`<p>${t.replaceAll(`
`,"<br>")}</p>`).join("")}function Nt({route:e}){D();let n=j(e,"comments",["OLD","NEW","TOP"]),t=H(e.visit,_t,{id:e.of,order:n},m=>m.article?.comments),i=t.first?.article,o=i&&T(i);$(o?.title);let s=t.answers.flatMap(m=>m.article?.comments.edges.map(({node:d})=>d)??[]),a=t.more||!o?0:o.commentCount-s.length;i?.id,U(()=>{i&&N()&&xt(i.id)},[i?.id]);let l=o&&T(o.tribe);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&l&&r("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[r(_n,{article:o}),r("h1",{id:"title",children:o.title}),r(ee,{html:o.body||o.excerpt}),o.media.map(m=>r("img",{src:m.url,alt:m.alt,loading:"lazy",referrerpolicy:"no-referrer"},m.url)),r("p",{class:"foot","aria-live":"polite",children:[r(de,{of:o,what:o.title,bump:He}),r("span",{"data-comments":!0,children:k(o.commentCount,"comment")}),r("span",{"data-views":!0,children:k(o.viewCount,"view")}),o.repostCount>0&&r("span",{children:k(o.repostCount,"repost")})]})]}),o&&r("section",{"aria-label":"Comments",class:"comments",children:[r("header",{class:"page-head",children:[r("h2",{children:"Comments"}),r(Q,{label:"Order of comments",words:Mt,chosen:n,href:m=>x("article",e.of,{comments:m})})]}),a>0&&t.first&&!t.busy&&r("button",{class:"fresh",onClick:()=>{t.refresh()},children:["Show ",k(a,"new comment")]}),r(It,{article:o.id,comments:s,refresh:t.refresh}),!s.length&&r("p",{class:"quiet-words",children:"Nobody has said anything yet."}),r(fe,{more:t.more,busy:t.busy})]}),!t.first&&t.busy&&r(L,{rows:2}),t.failure&&r(V,{failure:t.failure,again:t.again}),t.first&&!o&&r(M,{children:"This article is not here, or no more."})]}),r("aside",{class:"side-column","aria-label":"Tribe",children:l&&r("section",{class:"panel about",children:[r(A,{name:w(l),square:!0}),r("h2",{children:r(xe,{tribe:l})}),r("p",{children:k(l.followerCount,"follower")}),r(ie,{of:l,name:w(l),follow:()=>ce(l)})]})})]})}var Rt={ARTICLE_BUMPED:"bumped your article",ARTICLE_COMMENTED:"commented on your article",COMMENT_BUMPED:"bumped your comment on",COMMENT_REPLIED:"replied to your comment on",FOLLOWED:"follow you"};function Ot({here:e}){let n=W(we);return r("a",{class:"bell",href:x("inbox"),"aria-current":e?"page":void 0,children:[r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})}),r("span",{class:"unseen",children:n?`Notifications, ${n} unread`:"Notifications"}),n>0&&r("span",{class:"number","aria-hidden":"true",children:n>99?"99+":n})]})}function Ht({route:e}){D(),$("Notifications");let n=W(we),t=H(e.visit,bt,{},a=>a.viewer?.inbox.notifications),i=t.answers.flatMap(a=>a.viewer?.inbox.notifications.edges.map(({node:l})=>l)??[]),[o]=i,s=async()=>{o&&await Tt(o.at)&&await t.refresh()};return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Notifications"}),n>0&&r("button",{onClick:()=>{s()},children:"Mark all as read"})]}),r("ol",{class:"notices",children:i.map(a=>r("li",{children:r(Er,{notice:a})},a.id))}),r(fe,{more:t.more,busy:t.busy}),!t.first&&t.busy&&r(L,{}),t.failure&&r(V,{failure:t.failure,again:t.again}),t.first&&!t.first.viewer&&r(M,{children:"Choose who you are first, at the top of the page."}),t.first?.viewer&&!i.length&&r(M,{children:"Nothing yet. Write something, and others will bump it."})]})})}function Er({notice:e}){let n=e.comments.edges.map(({node:s})=>s),t=n.length?n.map(({author:s})=>s):e.actors.edges.map(({node:s})=>s),i=Math.max(e.commentCount,e.actorCount)-t.length,[o]=t;return r("article",{class:e.isRead?"hit panel":"hit panel new","data-item":!0,tabIndex:-1,"aria-label":Rt[e.kind],children:[r(A,{name:o?w(T(o)):"?"}),r("div",{children:[r("p",{children:[!e.isRead&&r("span",{class:"unseen",children:"New: "}),r(Sr,{people:t,others:i})," ",Rt[e.kind]," ",e.article&&r("a",{"data-open":!0,href:x("article",e.article.id),children:r("strong",{children:e.article.title})})]}),r(me,{at:e.at})]})]})}function Sr({people:e,others:n}){let t=[...new Map(e.map(i=>[i.id,i])).values()];return r(I,{children:[t.map((i,o)=>r("span",{children:[o>0&&(n>0?", ":" and "),r(Z,{user:i})]},i.id)),n>0&&` and ${k(n,"other")}`]})}var $t=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["h","home"],["?","these keys"]],ge=J(!1);function Vt(){addEventListener("keydown",e=>{let n=e.target;n.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||Fr(e.key,n)&&e.preventDefault()})}function Fr(e,n){let t=n.closest("[data-item]");return e==="j"||e==="k"?Ar(t,e==="j"?1:-1):e==="b"?Bt(t??document,"[data-bump]"):e==="Enter"?n===t&&Bt(t,"[data-open]"):e==="/"?Dr("#search"):(e==="h"&&(location.hash="#/"),e==="?"&&ge.set(!ge.get()),e==="h"||e==="?")}function Ar(e,n){let t=[...document.querySelectorAll("[data-item]")],i=e?t.indexOf(e)+n:0,o=t[Math.max(0,Math.min(i,t.length-1))];return o?.focus({preventScroll:!0}),o?.scrollIntoView({block:"nearest"}),o!==void 0}function Bt(e,n){let t=e.querySelector(n);return t?.click(),t!==null}function Dr(e){let n=document.querySelector(e);return n?.focus(),n!==null}function Lt({route:e,me:n,choose:t}){let i=(o,s)=>r("a",{href:x(o),"aria-current":e.page===o?"page":void 0,children:s});return r("header",{class:"top",children:r("div",{class:"top-row",children:[r("a",{class:"brand",href:x(""),children:[r(Mr,{}),"Bandstand"]}),r("nav",{class:"places","aria-label":"Places",children:[i("","Home"),i("all","Everything")]}),n&&r(Ot,{here:e.page==="inbox"}),r(Ir,{me:n,choose:t})]})})}function Mr(){return r("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[r("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),r("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function Ir({me:e,choose:n}){let t=en(null),i=o=>{t.current&&(t.current.open=!1),t.current?.querySelector("summary")?.focus(),n(o)};return U(()=>{let o=s=>{let a=t.current;a?.open&&(s instanceof KeyboardEvent?s.key==="Escape":!a.contains(s.target))&&(a.open=!1,s instanceof KeyboardEvent&&a.querySelector("summary")?.focus())};return addEventListener("keydown",o),addEventListener("click",o),()=>{removeEventListener("keydown",o),removeEventListener("click",o)}},[]),r("details",{class:"who",ref:t,children:[r("summary",{children:[r(A,{name:e||"?"}),r("span",{class:"unseen",children:"You are "}),r("span",{class:"who-name",children:e||"signed out"})]}),r("div",{class:"menu panel",children:[r("p",{children:"In development you are who you say. Another window can be somebody else."}),r("ul",{children:[Yn.map(o=>r("li",{children:r("button",{"aria-pressed":o===e,onClick:()=>i(o),children:[r(A,{name:o}),o]})},o)),r("li",{children:r("button",{"aria-pressed":e==="",onClick:()=>i(""),children:[r(A,{name:"?"}),"signed out"]})})]}),r("form",{onSubmit:o=>{o.preventDefault();let s=o.currentTarget.elements.namedItem("name"),[a,l]=[s.value.trim(),Gn(s.value)];l&&(i(l),kt(a),s.value="")},children:[r("label",{children:["Somebody new",r("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),r("button",{class:"primary",children:"Be"})]})]})]})}function Kt(){let e=W(ge),n=en(null);return U(()=>{e?n.current?.showModal():n.current?.close()},[e]),r("dialog",{ref:n,class:"panel","aria-labelledby":"keys",onClose:()=>ge.set(!1),children:[r("h2",{id:"keys",children:"Keys"}),r("dl",{children:$t.map(([t,i])=>r("div",{children:[r("dt",{children:r("kbd",{children:t})}),r("dd",{children:i})]},t))}),r("button",{class:"primary",onClick:()=>ge.set(!1),children:"Close"})]})}var Ur=[...se,["FOR_YOU","For you"]],bn=new Set;function qt({route:e}){$("Home");let n=j(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[t]=O(!bn.has(N())),i={order:n,all:n==="FOR_YOU"?"HOT":n,withAll:t},o=H(e.visit,dt,i,p=>p.viewer?.feed.edges.length?p.viewer.feed:p.feed),s=o.first?.viewer,a=s?s.user.followedTribeCount+s.user.followedUserCount:0;a?bn.add(N()):s&&bn.delete(N());let l=a>0||n==="FOR_YOU",m=ae(o.answers.map(p=>l&&p.viewer?p.viewer.feed:p.feed)),d=s?.user.followedTribes.edges.map(({node:p})=>p)??[],c=jt(m.map(({tribe:p})=>p),d);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:l?"Home":"Everything"}),r(Q,{label:"Order",words:Ur,chosen:n,href:p=>x("","",{order:p})})]}),o.first&&!l&&r("div",{class:"hint panel",children:[r("p",{children:[s?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",s?"Follow a tribe, and its articles make your home feed.":"Choose who you are at the top of the page."]}),s&&r("p",{class:"chips",children:c.filter(({slug:p})=>p!==null).map(p=>r("a",{class:"chip",href:x("tribe",p.slug??""),children:p.name??p.slug},p.id))})]}),r(Te,{refresh:o.refresh}),r(le,{articles:m,more:o.more,busy:o.busy}),!o.first&&o.busy&&r(L,{}),o.failure&&r(V,{failure:o.failure,again:o.again}),o.first&&!m.length&&r(M,{children:"Nothing here yet. What you follow will write something."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:[r(pe,{title:"You follow",tribes:d}),r(pe,{title:"Tribes to follow",tribes:c})]})]})}function Wt({route:e}){$("Everything");let n=j(e,"order",["NEW","HOT","TOP"]),t=H(e.visit,pt,{order:n},o=>o.feed),i=ae(t.answers.map(({feed:o})=>o));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Everything"}),r(Q,{label:"Order",words:se,chosen:n,href:o=>x("all","",{order:o})})]}),r(Te,{refresh:t.refresh}),r(le,{articles:i,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(L,{}),t.failure&&r(V,{failure:t.failure,again:t.again}),t.first&&!i.length&&r(M,{children:"Nobody has written anything yet."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(pe,{title:"Tribes here",tribes:jt(i.map(({tribe:o})=>o),[])})})]})}function jt(e,n){let t=new Set(n.map(({id:i})=>i));return[...new Map(e.map(i=>[i.id,i])).values()].filter(({id:i})=>!t.has(i)).slice(0,8)}function Qt({route:e}){D();let n=j(e,"order",["NEW","HOT","TOP"]),t=H(e.visit,ft,{slug:e.of,order:n},a=>a.tribe?.feed),i=t.first?.tribe,o=i&&T(i);$(o?w(o):void 0);let s=ae(t.answers.map(a=>a.tribe?.feed));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r(A,{name:w(o),square:!0}),r("div",{class:"profile-words",children:[r("h1",{children:w(o)}),o.description&&r(ee,{html:o.description}),r("p",{class:"facts",children:[r("span",{children:k(o.followerCount,"follower")}),r("span",{children:k(o.articleCount,"article")})]})]}),r(ie,{of:o,name:w(o),follow:()=>ce(o)})]}),o&&r(Q,{label:"Order",words:se,chosen:n,href:a=>x("tribe",e.of,{order:a})}),o&&r(Te,{refresh:t.refresh}),r(le,{articles:s,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(L,{}),t.failure&&r(V,{failure:t.failure,again:t.again}),t.first&&!o&&r(M,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),o&&!s.length&&r(M,{children:"Nobody has written here yet."})]}),r("aside",{class:"side-column","aria-label":"Followers",children:o&&o.followers.edges.length>0&&r("section",{class:"panel",children:[r("h2",{children:"Latest followers"}),r("ul",{class:"rows",children:o.followers.edges.map(({node:a})=>r("li",{children:[r(A,{name:w(T(a))}),r("span",{class:"row-name",children:r(Z,{user:a})})]},a.id))})]})})]})}function zt({route:e}){D();let n=j(e,"order",["NEW","HOT","TOP"]),t=H(e.visit,gt,{handle:e.of,order:n},l=>l.user?.feed),i=t.first?.user,o=i&&T(i);$(o?w(o):void 0);let s=o?.id===t.first?.viewer?.user.id,a=ae(t.answers.map(l=>l.user?.feed));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r(A,{name:w(o)}),r("div",{class:"profile-words",children:[r("h1",{children:w(o)}),o.bio&&r(ee,{html:o.bio}),r("p",{class:"facts",children:[r("span",{children:k(o.followerCount,"follower")}),r("span",{children:k(o.articleCount,"article")}),r("span",{children:[k(o.bumpsReceived,"bump")," received"]})]})]}),!s&&r(ie,{of:o,name:w(o),follow:()=>vt(o)})]}),o&&r(Q,{label:"Order",words:se,chosen:n,href:l=>x("user",e.of,{order:l})}),r(le,{articles:a,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(L,{}),t.failure&&r(V,{failure:t.failure,again:t.again}),t.first&&!o&&r(M,{children:["There is nobody called \u201C",e.of,"\u201D."]}),o&&!a.length&&r(M,{children:[w(o)," has written nothing yet."]})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(pe,{title:"Follows",tribes:o?.followedTribes.edges.map(({node:l})=>l)??[]})})]})}var Nr={"":qt,all:Wt,tribe:Qt,user:zt,article:Nt,inbox:Ht};function Rr(){let[e,n]=O(pn),[t,i]=O(N);U(()=>{let a=()=>{Yt.set(e.visit,scrollY),n(pn())};return addEventListener("popstate",a),()=>removeEventListener("popstate",a)},[e]),U(()=>{let a=Yt.get(e.visit);scrollTo(0,a??0),a===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let o=a=>{Jn(a),jn(),Ce(),i(a)},s=Nr[e.page];return r(I,{children:[r("a",{class:"skip",href:"#main",onClick:a=>{a.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),r(Lt,{route:e,me:t,choose:o}),r("main",{id:"main",tabIndex:-1,"data-visit":e.visit,children:s?r(s,{route:e},`${t} ${e.visit}`):r(M,{children:"There is no such page."})}),r(yt,{}),r(Kt,{})]})}var Yt=new Map;history.scrollRestoration="manual";Vt();Mn(r(Rr,{}),document.body);
