var T,zt,Mr,ge,dt,et,Gt,Ye,Yt,pt,mt,Rr,Le=Symbol.for("pv"),tt={},nt=[],Nr=/^m(i|n|o|s|text|space)$/,ft=Array.isArray,Xt=nt.slice,Ce=Object.assign;function xe(e){e&&e.parentNode&&e.remove()}function Xe(e,t,n,i,o){var s={type:e,props:t,key:n,ref:i,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Le,__v:o||++zt,__i:-1,__u:0};return!o&&T.vnode&&T.vnode(s),s}function W(e){return e.children}function Je(e,t){this.props=e,this.context=t,this.__g=0}function be(e,t){if(t==null)return e.__&&be(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:be(e)}function Ur(e){var t,n=e.__v,i=n.__e,o=[],s=[],a=e.__P;a&&((t=Ce({constructor:Le},n)).__v=n.__v+1,T.vnode&&T.vnode(t),gt(a,t,n,e.__n,a.namespaceURI,32&n.__u?[i]:null,o,i||be(n),32&n.__u,s),t.__v=n.__v,t.__.__k[t.__i]=t,rn(o,t,s),n.__=n.__e=null,t.__e!=i&&Jt(t))}function Jt(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Jt(e)}function jt(e){(8&e.__g||(e.__g|=8,ge.push(e),et++))&&dt==T.debounceRendering||((dt=T.debounceRendering)||queueMicrotask)(Zt)}function Zt(){try{for(var e,t=1;ge.length;)ge.length>t&&ge.sort(Gt),e=ge.shift(),t=ge.length,8&e.__g&&Ur(e)}finally{(et=ge.length)&&(dt||queueMicrotask)(Zt)}}function en(e,t,n,i,o,s,a,u,m,d,c){var b,p,l,_,D,v,x=i.__k||nt,g=t.length;for(m=Or(n,t,x,m,g),b=0;b<g;b++)(l=n.__k[b])!=null&&(p=~l.__i&&x[l.__i]||tt,l.__i=b,v=gt(e,l,p,o,s,a,u,m,d,c),_=l.__e,(p.ref!=l.ref||8&p.__u)&&(p.ref&&bt(p.ref,null,l,p),l.ref&&c.push(l.ref,l.__c||_,l)),D=D||_,4&l.__u?(m=tn(l,m,e,!p.__v),p.__e&&(p.__e=null)):typeof l.type=="function"&&v!==void 0?m=v:_&&(m=_.nextSibling),l.__u&=-21);return n.__e=D,m}function Or(e,t,n,i,o){var s,a,u,m,d,c,b,p,l,_=n.length,D=_,v=0,x=0,g=e.__k=Array(o);for(s=0;s<o;s++)(a=t[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=g[s]=Xe(null,a):ft(a)?a=g[s]=Xe(W,{children:a}):a.constructor===Le&&a.__b?a=g[s]=Xe(a.type,a.props,a.key,a.ref,a.__v):g[s]=a,m=s+v,a.__=e,a.__b=e.__b+1,u=null,~(d=a.__i=$r(a,n,m,D))&&(D--,(u=n[d])&&(u.__u|=2)),u&&u.__v?(a.__u|=16,d==m-1?v--:d==m+1?v++:d!=m&&(d>m?v--:v++,x=1)):(~d||(o>_?v--:o<_&&v++),typeof a.type!="function"&&(a.__u|=4))):g[s]=null;if(x){for(c=[],b=[],s=0;s<o;s++)if((a=g[s])&&16&a.__u){for(v=0,p=c.length;v<p;)c[l=v+p>>1]<a.__i?v=l+1:p=l;c[v]=a.__i,b[s]=v+1}for(v=c.length;s--;)b[s]&&(b[s]==v?v--:g[s].__u|=4)}if(D)for(s=0;s<_;s++)!(u=n[s])||2&u.__u||(u.__e==i&&(i=be(u)),_t(u,u));return i}function tn(e,t,n,i){var o,s,a,u;if(typeof e.type=="function"){if(e.props.__P)return t;if(o=e.__k)for(s=0;s<o.length;s++)o[s]&&(o[s].__=e,t=tn(o[s],t,n,!1));return t}for(t&&!t.parentNode&&(t=be(e))&&!t.parentNode&&(t=null),a=e.__e,u=t;u&&u.nodeType==8;)u=u.nextSibling;for(a!=u&&(!i&&n.moveBefore&&a.parentNode?n.moveBefore(a,t):n.insertBefore(a,t||null)),t=a;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function $r(e,t,n,i){var o,s=e.key,a=e.type,u=t[n],m=u&&!(2&u.__u);if(u===null&&s==null||m&&s==u.key&&a==u.type)return n;if(i>(m?1:0)){for(o=n-1;o>=0;o--)if((u=t[o])&&!(2&u.__u)&&s==u.key&&a==u.type)return o;for(o=n+1;o<t.length;o++)if((u=t[o])&&!(2&u.__u)&&s==u.key&&a==u.type)return o}return-1}function Qt(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function Ge(e,t,n,i,o){var s,a;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof i=="string"&&(e.style.cssText=i=""),i)for(t in i)n&&t in n||Qt(e.style,t);if(n)for(t in n)i&&n[t]==i[t]||Qt(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof i!="function"&&(i=null),(e.__e||(e.__e={}))[t]=n,n&&i||(a=mt[t]||(mt[t]=Hr(t)),(e.__a||(e.__a={}))[t]=pt,s=t!=(t=t.replace(Yt,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,a,s):e.removeEventListener(t,a,s));else{if(o=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function Hr(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[Ye]==null)t[Ye]=pt++;else if(t[Ye]<this.__a[e])return;return n(T.event?T.event(t):t)}}}function gt(e,t,n,i,o,s,a,u,m,d){var c,b,p,l,_,D,v,x,g,y,P,J,Z,fe,z,ve,ee,ue,X=t.type;if(t.constructor!==Le)return null;128&n.__u&&(m=32&n.__u,c=n.__c.__z)&&(t.__u|=m,b=s=[],c.nodeType==8?u=Ze(c,s):s.push(c),u=s[0]||u),(c=T.__b)&&c(t);e:if(typeof X=="function"){p=a.length;try{if(x=t.props,g=(c=X.prototype)&&c.render,y=(c=X.contextType)&&i[c.__c],P=c?y?y.props.value:c.__:i,(l=n.__c)?(t.__c=l,2&l.__g&&(l.__g|=1)):(g?t.__c=l=new X(x,P):(t.__c=l=new Je(x,P),l.constructor=X,l.render=Lr),y&&y.sub(l),l.state||(l.state={}),l.__n=i,l.__g|=8,l.__h=[],l.__k=[]),g&&(l.__s||(l.__s=l.state),X.getDerivedStateFromProps&&(l.__s==l.state&&(l.__s=Ce({},l.__s)),Ce(l.__s,X.getDerivedStateFromProps(x,l.__s)))),_=l.props,D=l.state,l.__v=t,n.__c){if(x!==_&&g&&!X.getDerivedStateFromProps&&l.componentWillReceiveProps&&l.componentWillReceiveProps(x,P),t.__v==n.__v&&!(8&l.__g)||!(4&l.__g)&&l.shouldComponentUpdate&&l.shouldComponentUpdate(x,l.__s,P)===!1){t.__v!=n.__v&&(l.props=x,l.state=l.__s,l.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(q){q&&(q.__=t)}),nt.push.apply(l.__h,l.__k),l.__k=[],l.__h.length&&a.push(l),u=be(n);break e}l.componentWillUpdate&&l.componentWillUpdate(x,l.__s,P),g&&l.componentDidUpdate&&l.__h.push(function(){l.componentDidUpdate(_,D,v)})}else g&&!X.getDerivedStateFromProps&&l.componentWillMount&&l.componentWillMount(),g&&l.componentDidMount&&l.__h.push(l.componentDidMount);l.context=P,l.props=x,l.__P=e,l.__g&=-5,J=T.__r,Z=g?25:0;do l.__g&=-9,J&&J(t),c=l.render(l.props,l.state=l.__s,l.context);while(8&l.__g&&++Z<25);g&&(nt.push.apply(l.__h,l.__k),l.__k=[]),l.state=l.__s,l.getChildContext&&(i=Ce({},i,l.getChildContext())),g&&n.__c&&l.getSnapshotBeforeUpdate&&(v=l.getSnapshotBeforeUpdate(_,D)),fe=c&&c.type===W&&c.key==null?c.props.children:c,x.__P&&(c=u,o=(e=x.__P).namespaceURI,m=s=null,n.props&&n.props.__P!=e&&(n.__k.some(function(q){q&&_t(q,q)}),n.__k=null),u=n.__k?be(n,0):null),u=en(e,ft(fe)?fe:[fe],t,n,i,o,s,a,u,m,d),x.__P&&(t.__e=null,u=c),t.__u&=-161,b&&b.some(xe),l.__h.length&&a.push(l),1&l.__g&&(l.__g&=-4)}catch(q){if(a.length=p,t.__v=null,m||s)if(q&&q.then){if(t.__u|=128|m,s){for(~(ee=s.indexOf(u||void 0))||(ee=s.length);(ue=s[ee-1])&&ue.nodeType==8;)ee--;for(;ee<s.length;ee++)if(ue=s[ee])if(s[ee]=null,z){if(ue==ve)break}else{if(ue.nodeType!=8)break;ue.data.startsWith("$s")&&(ve=Ze(z=ue))}}if(!z){for(;u&&u.nodeType==8&&u.nextSibling;)u=u.nextSibling;z=u}(c=Ze(z=t.__c.__z||(t.__c.__z=z)))?(t.__e=z,u=c):t.__e=u,u=u&&u.nextSibling}else s&&s.some(xe);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),q&&q.then||nn(t),T.__e(q,t,n)}}else u=t.__e=Br(n.__e,t,n,i,o,s,a,m,d,e);return(c=T.diffed)&&c(t),u}function Ze(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function nn(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(nn))}function rn(e,t,n){for(var i=0;i<n.length;)bt(n[i++],n[i++],n[i++]);T.__c&&T.__c(t,e),e.some(function(o){try{e=o.__h,o.__h=[],e.some(function(s){s.call(o)})}catch(s){T.__e(s,o.__v)}})}function Br(e,t,n,i,o,s,a,u,m,d){var c,b,p,l,_,D,v,x,g=n.props||tt,y=t.props,P=t.type;if(P=="svg"?o="http://www.w3.org/2000/svg":P=="math"?o="http://www.w3.org/1998/Math/MathML":o||(o="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((_=s[c])&&(P?_.localName==P:_.nodeType==3)){e=_,s[c]=null;break}}if(!e){if(x=d.ownerDocument||document,!P)return x.createTextNode(y);e=x.createElementNS(o,P,y.is?y:d),u&&(T.__m&&T.__m(t,s),u=!1),s=null}if(P){if(d=P=="template"&&e.content||e,s=P=="textarea"&&y.defaultValue!=null?null:s&&Xt.call(d.childNodes),!u&&s)for(g={},c=0;c<e.attributes.length;c++)g[(_=e.attributes[c]).name]=_.value;for(c in g)_=g[c],c=="dangerouslySetInnerHTML"?p=_:c=="children"||c in y||c=="value"&&"defaultValue"in y||c=="checked"&&"defaultChecked"in y||Ge(e,c,null,_,o);for(c in y)_=y[c],c=="children"?l=_:c=="dangerouslySetInnerHTML"?b=_:c=="value"?D=_:c=="checked"?v=_:u&&typeof _!="function"||g[c]===_||Ge(e,c,_,g[c],o);b?(u||p&&(b.__html==p.__html||b.__html==e.innerHTML)||(e.innerHTML=b.__html),t.__k=[]):(p&&(e.textContent=""),(P=="foreignObject"||o=="http://www.w3.org/1998/Math/MathML"&&Nr.test(P))&&(o="http://www.w3.org/1999/xhtml"),en(d,ft(l)?l:[l],t,n,i,o,s,a,s?s[0]:n.__k&&be(n,0),u,m),s&&s.some(xe)),u&&P!="textarea"||(c="value",P=="progress"&&D==null?e.removeAttribute(c):D==null||D===e[c]&&(P!="progress"||D)||Ge(e,c,D,g[c],o),c="checked",v!=null&&v!=e[c]&&Ge(e,c,v,g[c],o))}else g===y||u&&e.data==y||(e.data=y);return e}function bt(e,t,n,i){try{typeof e=="function"?t?t.__x=e(t)||1:i&&(i=i.__c||i.__e)&&(t=i.__x)&&(i.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(o){T.__e(o,n)}}function _t(e,t,n){var i,o,s,a;if(T.unmount&&T.unmount(e),!(i=e.ref)||i.current&&i.current!=e.__e||bt(i,null,t,e),i=e.__c){if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(u){T.__e(u,t)}i.__P=i.__n=null}if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&_t(i[a],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(i=e.__c)&&(i=i.__z)&&(o=Ze(i,s=[]))&&(i==e.__e&&s.some(xe),xe(o),xe(i)),n||xe(e.__e),e.__e=e.__c=e.__=null}function Lr(e,t,n){return this.constructor(e,n)}function on(e,t){var n,i,o,s;T.__&&T.__(e,t),t.nodeType==9&&(t=t.documentElement),i=(n=e&&32&e.__u)?null:t.__k,t.__k=Xe(W,{children:[e]}),o=[],s=[],gt(t,t.__k,i||tt,tt,t.namespaceURI,i?null:t.firstChild?Xt.call(t.childNodes):null,o,i?i.__e:t.firstChild,n,s),rn(o,t.__k,s),t.__k.props.children=null}T={__e:function(e,t,n,i){for(var o,s,a;t=t.__;)if((o=t.__c)&&!(1&o.__g)){o.__g|=4;try{if((a=(s=o.constructor)&&s.getDerivedStateFromError)&&o.setState(s.getDerivedStateFromError(e)),o.componentDidCatch&&(o.componentDidCatch(e,i||{}),a=1),a&&8&o.__g)return void(o.__g|=2)}catch(u){e=u}}throw et=0,e}},zt=0,Mr=function(e){return e!=null&&e.constructor===Le},Je.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Ce({},this.state)),typeof e=="function"&&(e=e(Ce({},n),this.props)),e&&(Ce(n,e),this.__v&&(t&&this.__k.push(t),jt(this)))},Je.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),jt(this))},Je.prototype.render=W,ge=[],et=0,Gt=function(e,t){return e.__v.__b-t.__v.__b},Ye=Symbol(),Yt=/(PointerCapture)$|Capture$/i,pt=0,mt={},Rr=0;var qe,O,yt,sn,ht=Object.is,rt=0,gn=[],wt=[],N=T,an=N.__b,un=N.__r,ln=N.diffed,cn=N.__c,dn=N.unmount,mn=N.__;function xt(e,t){N.__h&&N.__h(O,e,rt||t),rt=0;var n=O.__H||(O.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function K(e){return rt=1,Ct(_n,e)}function Ct(e,t,n){var i=xt(qe++,2);if(i.t=e,!i.__c&&(i.__=[n?n(t):_n(void 0,t),function(s){var a=(i.__N||i.__)[0],u=i.t(a,s);ht(a,u)||(i.__N=[u,i.__[1]],i.__c.setState({}))}],i.__c=O,!O.__f)){O.__f=!0;var o=O.shouldComponentUpdate;O.shouldComponentUpdate=function(s,a,u){var m=this.__H;if(!m)return!0;var d=!1,c=this.props!=s;if(m.__.some(function(p){p.__N&&(d=!0,ht(p.__[0],p.__N[0])||(c=!0))}),o){var b=o.call(this,s,a,u);return d?b||c:b}return!d||c}}return i.__}function U(e,t){var n=xt(qe++,3);!N.__s&&bn(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,O.__H.__h.push(n))}function Tt(e){return rt=5,kt(function(){return{current:e}},[])}function kt(e,t){var n=xt(qe++,7);return bn(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function Vr(){var e;do{for(;e=wt.shift();)try{Ve(e)}catch(n){N.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=gn.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(Ve),t.__h.some(vt),t.__h=[]}catch(n){t.__h=[],N.__e(n,e.__v)}}}while(wt.length)}N.__b=function(e){O=null,an&&an(e)},N.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),mn&&mn(e,t)},N.__r=function(e){un&&un(e),qe=0;var t=(O=e.__c).__H;t&&(yt==O?O.__h=[]:(t.__h.some(Ve),t.__h.some(vt),qe=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),yt=O},N.diffed=function(e){ln&&ln(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&fn(gn.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),yt=O=null},N.__c=function(e,t){t.some(function(n){try{n.__h.some(Ve),n.__h=n.__h.filter(function(i){return!i.__||vt(i)})}catch(i){n.__h=[function(){throw i}]}}),cn&&cn(e,t)},N.unmount=function(e){dn&&dn(e);var t,n,i=e.__c;i&&i.__H&&(i.__H.__.some(function(o){try{if(o.__P&&o.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}o.__P=n,fn(wt.push(o))}else Ve(o)}catch(s){t=s}}),i.__H=void 0,t&&N.__e(t,i.__v))};var pn=typeof requestAnimationFrame=="function";function qr(e){var t,n=function(){clearTimeout(i),pn&&cancelAnimationFrame(t),setTimeout(e)},i=setTimeout(n,35);pn&&(t=requestAnimationFrame(n))}function fn(e){e!=1&&sn==N.requestAnimationFrame||((sn=N.requestAnimationFrame)||qr)(Vr)}function Ve(e){var t=O,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),O=t}function vt(e){var t=O;e.__c=e.__(),O=t}function bn(e,t){return!e||e.length!=t.length||t.some(function(n,i){return!ht(n,e[i])})}function _n(e,t){return typeof t=="function"?t(e):t}function te(e){let t=new Set;return{get:()=>e,set(n){e=n;for(let i of t)i()},watch(n){return t.add(n),()=>{t.delete(n)}}}}function ne(e){let[t,n]=K(()=>e.get());return U(()=>(n(()=>e.get()),e.watch(()=>n(()=>e.get()))),[e]),t}var Pt=te(""),ot=te(0);function yn(e){let{viewer:t,markNotificationsRead:n}=e,i=(t??n)?.inbox?.unreadCount;(t===null||i!==void 0)&&ot.set(i??0),(t===null||t?.user)&&Pt.set(t?.user?.id??"")}var Wr=5e3,_e=new Map,Et=te(0);function Ie(e){St(e);for(let t of _e.keys()){if(_e.size<=Wr)break;_e.delete(t)}Et.set(Et.get()+1)}function St(e){if(Array.isArray(e))e.forEach(St);else if(e!==null&&typeof e=="object"){let t=e;if(typeof t.id=="string"){let n=Object.entries(t).filter(([,i])=>i===null||typeof i!="object");_e.set(t.id,{..._e.get(t.id),...Object.fromEntries(n)})}Object.values(t).forEach(St)}}function F(e){return{...e,..._e.get(e.id)}}function hn(e,t){let n=_e.get(e)??{};Ie({id:e,...t});let i=Object.fromEntries(Object.keys(t).map(o=>[o,n[o]]));return()=>Ie({id:e,...i})}function wn(){_e.clear()}function L(){ne(Et)}var We="",it={};function Fe(){if(!We)return"";let e=Object.fromEntries(Object.entries(it).sort());return btoa(JSON.stringify([We,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function At(e){let[t,n]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));t>We&&(We=t);for(let[i,o]of Object.entries(n))it[i]=Math.max(it[i]??0,o)}function vn(){We="",it={}}var st="bandstand.viewer";var xn=["you","pat","enzo","jutta","masako","colin"],Cn=sessionStorage.getItem(st)??localStorage.getItem(st)??"you";function j(){return Cn}function Tn(e){Cn=e,sessionStorage.setItem(st,e),localStorage.setItem(st,e)}function kn(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var Kr=3,jr=300,Qr=1e4,le=class extends Error{constructor(n,i,o){super(n);this.code=i;this.retryable=o}code;retryable},Dt=new Set;async function Te(e,t){if(!e.trimStart().startsWith("mutation"))return await Promise.allSettled(Dt),Pn(e,t);let n=Pn(e,t);return Dt.add(n),n.finally(()=>Dt.delete(n))}async function Pn(e,t){for(let n=1;;n++)try{return await zr(e,t)}catch(i){if(!(i instanceof le)||!i.retryable||n===Kr)throw i;await new Promise(o=>setTimeout(o,jr*n))}}async function zr(e,t){let n=j(),i=await Gr(JSON.stringify({query:e.toString(),variables:t})),[o]=i.errors??[];if(o){let{code:a="INTERNAL",retryable:u=!1}=o.extensions??{};throw a==="BAD_USER_INPUT"&&o.message.includes("X-Consistency-Token")&&vn(),new le(o.message,a,u)}i.extensions?.consistency&&At(i.extensions.consistency.token);let s=i.data;for(let a of Object.values(s))a?.receipt&&At(a.receipt.token);return n===j()&&(yn(s),Ie(s)),s}async function Gr(e){let t={"Content-Type":"application/json"};j()&&(t["X-Viewer"]=j()),Fe()&&(t["X-Consistency-Token"]=Fe());try{let n=AbortSignal.timeout(Qr);return await(await fetch("/graphql",{method:"POST",headers:t,body:e,signal:n})).json()}catch{throw new le("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var A=class extends String{__apiType;value;__meta__;constructor(t,n){super(t),this.value=t,this.__meta__=n}toString(){return this.value}};var En=new A(`
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
    `),Sn=new A(`
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
    `),An=new A(`
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
    `),Dn=new A(`
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
    `),In=new A(`
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
    `),Fn=new A(`
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
    `),Mn=new A(`
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
    `),Rn=new A(`
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
    `),Nn=new A(`
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
}`),Un=new A(`
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
    `),On=new A(`
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
}`),$n=new A(`
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
    `),Hn=new A(`
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
}`),Bn=new A(`
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
}`),Ln=new A(`
    subscription NotificationReceived {
  notificationReceived {
    at
    isRead
  }
}
    `),Vn=new A(`
    query Unread {
  viewer {
    ...Me
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
}`),qn=new A(`
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
  around: feed(order: HOT, first: 50) {
    edges {
      node {
        tribe {
          ...Place
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
}`),Wn=new A(`
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
}`),Kn=new A(`
    query TribePage($slug: String!, $order: FeedOrder!, $after: String) {
  viewer {
    ...Me
  }
  tribe(slug: $slug) {
    ...Place
    description
    articleCount
    leaderboard(window: ALL, first: 8) {
      edges {
        score
        node {
          ...Person
        }
      }
    }
    viewerStanding(window: ALL) {
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
}`),jn=new A(`
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
}`),Qn=new A(`
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
}`),zn=new A(`
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
}`);var Yr=Symbol.for("pv"),Xr=0;function r(e,t,n,i,o,s){t||(t={});var a,u,m=t;if("ref"in m&&typeof e!="function")for(u in m={},t)u=="ref"?a=t[u]:m[u]=t[u];var d={type:e,props:m,key:n,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Yr,__v:--Xr,__i:-1,__u:0};return(o||s)&&(d.__source=o,d.__self=s),T.vnode&&T.vnode(d),d}var Jr=6e3,It=te(""),Gn=0;function Ft(e){clearTimeout(Gn),It.set(e),Gn=setTimeout(()=>It.set(""),Jr)}function Yn(){let e=ne(It);return r("div",{class:"notice",role:"status","aria-live":"polite",children:e&&r("p",{children:e})})}var Zr=30,Me=new Map,at=te(0);function Ke(){Me.clear(),at.set(at.get()+1)}function re(e,t,n,i){let[,o]=Ct(c=>c+1,0),s=`${e} ${JSON.stringify(n)}`,a=kt(()=>Me.get(s)??eo(s),[s]);async function u(c){if(a.busy){a.late||=c===null;return}Object.assign(a,{busy:!0,late:!1,failure:null}),o(void 0);try{let b=await Te(t,{...n,after:c});a.answers=c===null?[b]:[...a.answers,b]}catch(b){a.failure=b instanceof le?b:new le(String(b),"INTERNAL",!1)}a.busy=!1,o(void 0),a.late&&await u(null)}U(()=>{a.answers.length||u(null)},[s]);let m=a.answers.at(-1),d=m&&i(m)?.pageInfo;return{...a,first:a.answers[0],more:d?.hasNextPage?()=>u(d.endCursor):null,again:()=>u(a.answers.length&&a.failure&&d?d.endCursor:null),refresh:()=>u(null)}}function eo(e){let t={answers:[],failure:null,busy:!1,late:!1};Me.set(e,t);let[n]=Me.keys();return Me.size>Zr&&n!==void 0&&Me.delete(n),t}var Mt=new Set;function ut(e){let t={input:{articleId:e.id}};return lt(e.id,rr(e),()=>e.viewerHasBumped?oe(Sn,t):oe(En,t))}function Xn(e){let t={input:{commentId:e.id}};return lt(e.id,rr(e),()=>e.viewerHasBumped?oe(Dn,t):oe(An,t))}function Re(e){let t={input:{tribeId:e.id}};return Ke(),lt(e.id,or(e),()=>e.viewerIsFollowing?oe(Fn,t):oe(In,t))}function Jn(e){let t={input:{userId:e.id}};return Ke(),lt(e.id,or(e),()=>e.viewerIsFollowing?oe(Rn,t):oe(Mn,t))}function Zn(e,t,n,i){return oe(Nn,{input:{articleId:e,parentId:t,body:n,idempotencyKey:i}})}async function er(e){await Te(Un,{input:{articleId:e}}).catch(()=>{})}function tr(e){return oe($n,{input:{until:e}})}function nr(e){return oe(On,{input:{name:e}})}function Rt(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}function rr(e){let t=e.viewerHasBumped?-1:1;return{viewerHasBumped:t>0,bumpCount:e.bumpCount+t}}function or(e){let t=e.viewerIsFollowing?-1:1,n=e.followerCount===void 0?{}:{followerCount:e.followerCount+t};return{viewerIsFollowing:t>0,...n}}async function lt(e,t,n){if(Mt.has(e))return!1;Mt.add(e);let i=hn(e,{...t}),o=await n().finally(()=>Mt.delete(e));return o||i(),o}async function oe(e,t){try{let n=await Te(e,t),[i]=Object.values(n),[o]=i?.userErrors??[];return o&&Ft(o.message),!o||o.code==="STALE"}catch(n){let i=n instanceof le&&n.code==="UNAUTHENTICATED";return Ft(i?"Choose who you are first, at the top of the page.":String(n.message)),!1}}var Nt=0;function ct(){let[e="",t=""]=location.hash.replace(/^#\/?/,"").split("?"),[n="",i=""]=e.split("/"),o=history.state;Nt=Math.max(Nt,o?.visit??0);let s=o?.visit??++Nt;return o?.visit===void 0&&history.replaceState({visit:s},""),{page:n,of:to(i),query:new URLSearchParams(t),visit:s}}function I(e,t="",n={}){let i=new URLSearchParams(n).toString();return`#/${e}${t&&`/${encodeURIComponent(t)}`}${i&&`?${i}`}`}function de(e,t,n){return n.find(i=>i===e.query.get(t))??n[0]}function to(e){try{return decodeURIComponent(e)}catch{return e}}var no=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),ro=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"short"}),oo=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function Ut(e){return no.format(e)}function S(e,t,n=`${t}s`){return`${Ut(e)} ${e===1?t:n}`}function ir(e){let t=(Date.parse(e)-Date.now())/1e3;for(let[n,i]of oo)if(Math.abs(t)>=i)return ro.format(Math.trunc(t/i),n);return"just now"}function sr(e){let t=e.split(/[\s-]+/).filter(Boolean);return(t.length>1?[t[0],t.at(-1)]:t).map(n=>[...n??""][0]).join("").toUpperCase()}function ar(e){let t=7;for(let n of e)t=(t*31+(n.codePointAt(0)??0))%3600;return t%360}function $({name:e,square:t}){return r("span",{class:t?"avatar square":"avatar",style:{"--hue":ar(e)},"aria-hidden":"true",children:sr(e)})}function ie(e){U(()=>{document.title=e?`${e} \xB7 Bandstand`:"Bandstand"},[e])}function k(e){return e.name??e.handle??e.slug??(e.id===Pt.get()?"You":"Somebody new")}function me({user:e}){L();let t=F(e);return t.handle===null?r("span",{children:k(t)}):r("a",{href:I("user",t.handle),children:k(t)})}function je({tribe:e}){let t=F(e);return t.slug===null?r("span",{children:k(t)}):r("a",{href:I("tribe",t.slug),children:k(t)})}function Ne({at:e}){return r("time",{dateTime:e,title:new Date(e).toLocaleString(),children:ir(e)})}function io(){return r("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:r("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function Ue({of:e,what:t,bump:n}){L();let i=F(e);return r("button",{class:"bump","data-bump":!0,"aria-pressed":i.viewerHasBumped,onClick:()=>{n(i)},"aria-label":`Bump ${t}, ${S(i.bumpCount,"bump")}`,children:[r(io,{}),r("span",{class:"number",children:Ut(i.bumpCount)})]})}function ke({of:e,name:t,follow:n}){return r("button",{class:e.viewerIsFollowing?"follow followed":"follow",onClick:()=>{n()},children:[e.viewerIsFollowing?"Following":"Follow",r("span",{class:"unseen",children:[" ",t]})]})}function Oe({title:e,tribes:t}){return L(),t.length?r("section",{class:"panel",children:[r("h2",{children:e}),r("ul",{class:"rows",children:t.map(F).map(n=>r("li",{children:[r($,{name:k(n),square:!0}),r("span",{class:"row-name",children:[r(je,{tribe:n}),r("small",{children:S(n.followerCount,"follower")})]}),r(ke,{of:n,name:k(n),follow:()=>Re(n)})]},n.id))})]}):null}function pe(e){return r("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([t,n])=>r("a",{href:e.href(t),"aria-current":t===e.chosen?"true":void 0,children:n},t))})}function ye({html:e}){return r("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function se({failure:e,again:t}){return r("div",{class:"trouble panel",role:"alert",children:[r("p",{children:e.message}),r("button",{onClick:t,children:"Try again"})]})}function V({children:e}){return r("div",{class:"empty panel",children:e})}function ae({rows:e=4}){return r("div",{class:"skeleton",role:"status","aria-label":"Loading",children:Array.from({length:e},(t,n)=>r("div",{class:"panel",children:[r("i",{}),r("i",{}),r("i",{})]},n))})}function $e({more:e,busy:t}){return e?r("button",{class:"more",onClick:e,"aria-disabled":t,children:t?"Loading\u2026":"More"}):null}function Ot({label:e,button:t,send:n,focus:i=!1,cancel:o}){let[s,a]=K(!1);return r("form",{class:"writing",onSubmit:async d=>{d.preventDefault();let c=d.currentTarget.elements.namedItem("text");s||!c.value.trim()||(a(!0),await n(c.value.trim())&&(c.value=""),a(!1))},children:[r("textarea",{name:"text",rows:3,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,onKeyDown:d=>{d.key==="Enter"&&(d.ctrlKey||d.metaKey)&&d.currentTarget.form?.requestSubmit(),d.key==="Escape"&&o?.()},ref:d=>{i&&d&&!d.dataset.met&&(d.dataset.met="1",d.focus())}}),r("div",{class:"writing-foot",children:[o&&r("button",{type:"button",class:"quiet",onClick:o,children:"Cancel"}),r("button",{type:"submit",class:"primary","aria-disabled":s,children:t})]})]})}var Pe=[["NEW","New"],["HOT","Hot"],["TOP","Top"]],ur={ARTICLE:"",IMAGE:"Picture",VIDEO:"Film"};function Ee(e){let t=new Map;for(let n of e)for(let{node:i}of n?.edges??[])t.has(i.id)||t.set(i.id,i);return[...t.values()]}function Se(e){return L(),r(W,{children:[r("ol",{class:"feed",children:e.articles.map(t=>r("li",{children:r(so,{article:F(t)})},t.id))}),r($e,{more:e.more,busy:e.busy})]})}function $t({article:e}){return r("div",{class:"byline",children:[r($,{name:k(F(e.author))}),r("p",{children:[r(me,{user:e.author}),r("small",{children:[r(je,{tribe:e.tribe}),r("span",{"aria-hidden":"true",children:" \xB7 "}),r(Ne,{at:e.publishedAt}),ur[e.kind]&&r("span",{class:"kind",children:ur[e.kind]})]})]})]})}function so({article:e}){return r("article",{class:"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[r($t,{article:e}),r("h2",{id:`title-${e.id}`,children:r("a",{"data-open":!0,href:I("article",e.id),children:e.title})}),e.excerpt&&r("p",{class:"excerpt",children:e.excerpt}),r("p",{class:"foot",children:[r(Ue,{of:e,what:e.title,bump:ut}),r("a",{class:"said",href:I("article",e.id),children:S(e.commentCount,"comment")}),r("span",{children:S(e.viewCount,"view")})]})]})}function Q(e){return e===null?"null":Array.isArray(e)?"array":typeof e}function he(e){return Q(e)==="object"}function ao(e){return Array.isArray(e)&&e.length>0&&e.every(t=>"message"in t)}function Ht(e,t){return e.length<124?e:t}var lr="graphql-transport-ws";var G=(e=>(e[e.InternalServerError=4500]="InternalServerError",e[e.InternalClientError=4005]="InternalClientError",e[e.BadRequest=4400]="BadRequest",e[e.BadResponse=4004]="BadResponse",e[e.Unauthorized=4401]="Unauthorized",e[e.Forbidden=4403]="Forbidden",e[e.SubprotocolNotAcceptable=4406]="SubprotocolNotAcceptable",e[e.ConnectionInitialisationTimeout=4408]="ConnectionInitialisationTimeout",e[e.ConnectionAcknowledgementTimeout=4504]="ConnectionAcknowledgementTimeout",e[e.SubscriberAlreadyExists=4409]="SubscriberAlreadyExists",e[e.TooManyInitialisationRequests=4429]="TooManyInitialisationRequests",e))(G||{}),Y=(e=>(e.ConnectionInit="connection_init",e.ConnectionAck="connection_ack",e.Ping="ping",e.Pong="pong",e.Subscribe="subscribe",e.Next="next",e.Error="error",e.Complete="complete",e))(Y||{});function cr(e){if(!he(e))throw new Error(`Message is expected to be an object, but got ${Q(e)}`);if(!e.type)throw new Error("Message is missing the 'type' property");if(typeof e.type!="string")throw new Error(`Message is expects the 'type' property to be a string, but got ${Q(e.type)}`);switch(e.type){case"connection_init":case"connection_ack":case"ping":case"pong":{if(e.payload!=null&&!he(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object or nullish or missing, but got "${e.payload}"`);break}case"subscribe":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${Q(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!he(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${Q(e.payload)}`);if(typeof e.payload.query!="string")throw new Error(`"${e.type}" message payload expects the 'query' property to be a string, but got ${Q(e.payload.query)}`);if(e.payload.variables!=null&&!he(e.payload.variables))throw new Error(`"${e.type}" message payload expects the 'variables' property to be a an object or nullish or missing, but got ${Q(e.payload.variables)}`);if(e.payload.operationName!=null&&Q(e.payload.operationName)!=="string")throw new Error(`"${e.type}" message payload expects the 'operationName' property to be a string or nullish or missing, but got ${Q(e.payload.operationName)}`);if(e.payload.extensions!=null&&!he(e.payload.extensions))throw new Error(`"${e.type}" message payload expects the 'extensions' property to be a an object or nullish or missing, but got ${Q(e.payload.extensions)}`);break}case"next":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${Q(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!he(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${Q(e.payload)}`);break}case"error":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${Q(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!ao(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an array of GraphQL errors, but got ${JSON.stringify(e.payload)}`);break}case"complete":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${Q(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);break}default:throw new Error(`Invalid message 'type' property "${e.type}"`)}return e}function dr(e,t){return cr(typeof e=="string"?JSON.parse(e,t):e)}function He(e,t){return cr(e),JSON.stringify(e,t)}function Lt(e){let{url:t,connectionParams:n,lazy:i=!0,onNonLazyError:o=console.error,lazyCloseTimeout:s=0,keepAlive:a=0,disablePong:u,connectionAckWaitTimeout:m=0,retryAttempts:d=5,retryWait:c=async function(E){let f=Math.pow(2,E);await new Promise(C=>setTimeout(C,f*1e3+Math.floor(Math.random()*2700+300)))},shouldRetry:b=Bt,on:p,webSocketImpl:l,generateID:_=function(){return"xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g,E=>{let f=Math.random()*16|0;return(E=="x"?f:f&3|8).toString(16)})},jsonMessageReplacer:D,jsonMessageReviver:v}=e,x;if(l){if(!lo(l))throw new Error("Invalid WebSocket implementation provided");x=l}else typeof WebSocket<"u"?x=WebSocket:typeof global<"u"?x=global.WebSocket||global.MozWebSocket:typeof window<"u"&&(x=window.WebSocket||window.MozWebSocket);if(!x)throw new Error("WebSocket implementation missing; on Node you can `import WebSocket from 'ws';` and pass `webSocketImpl: WebSocket` to `createClient`");let g=x,y=(()=>{let h=(()=>{let f={};return{on(C,M){return f[C]=M,()=>{delete f[C]}},emit(C){"id"in C&&f[C.id]?.(C)}}})(),E={connecting:p?.connecting?[p.connecting]:[],opened:p?.opened?[p.opened]:[],connected:p?.connected?[p.connected]:[],ping:p?.ping?[p.ping]:[],pong:p?.pong?[p.pong]:[],message:p?.message?[h.emit,p.message]:[h.emit],closed:p?.closed?[p.closed]:[],error:p?.error?[p.error]:[]};return{onMessage:h.on,on(f,C){let M=E[f];return M.push(C),()=>{let R=M.indexOf(C);R>-1&&M.splice(R,1)}},emit(f,...C){for(let M of[...E[f]])M(...C)}}})();function P(h){let E=[y.on("error",f=>{E.forEach(C=>C()),h(f)}),y.on("closed",f=>{E.forEach(C=>C()),h(f)})];return()=>E.forEach(f=>f())}let J,Z=0,fe,z=!1,ve=0,ee=!1;async function ue(){clearTimeout(fe);let[h,E]=await(J??(J=new Promise((M,R)=>(async()=>{if(z){if(await c(ve),!Z)return J=void 0,R({code:1e3,reason:"All Subscriptions Gone"});ve++}y.emit("connecting",z);let w=new g(typeof t=="function"?await t():t,lr),ce,Ae;function ze(){isFinite(a)&&a>0&&(clearTimeout(Ae),Ae=setTimeout(()=>{w.readyState===g.OPEN&&(w.send(He({type:Y.Ping})),y.emit("ping",!1,void 0))},a))}P(B=>{J=void 0,clearTimeout(ce),clearTimeout(Ae),R(B),B instanceof Qe&&(w.close(4499,"Terminated"),w.onerror=null,w.onclose=null)}),w.onerror=B=>y.emit("error",B),w.onclose=B=>y.emit("closed",B),w.onopen=async()=>{try{y.emit("opened",w);let B=typeof n=="function"?await n():n;if(w.readyState!==g.OPEN)return;w.send(He(B?{type:Y.ConnectionInit,payload:B}:{type:Y.ConnectionInit},D)),isFinite(m)&&m>0&&(ce=setTimeout(()=>{w.close(G.ConnectionAcknowledgementTimeout,"Connection acknowledgement timeout")},m)),ze()}catch(B){y.emit("error",B),w.close(G.InternalClientError,Ht(B instanceof Error?B.message:String(B),"Internal client error"))}};let De=!1;w.onmessage=({data:B})=>{try{let H=dr(B,v);if(y.emit("message",H),H.type==="ping"||H.type==="pong"){y.emit(H.type,!0,H.payload),H.type==="pong"?ze():u||(w.send(He(H.payload?{type:Y.Pong,payload:H.payload}:{type:Y.Pong},D)),y.emit("pong",!1,H.payload));return}if(De)return;if(H.type!==Y.ConnectionAck)throw new Error(`First message cannot be of type ${H.type}`);clearTimeout(ce),De=!0,y.emit("connected",w,H.payload,z),z=!1,ve=0;let Kt=new Promise((Po,Fr)=>P(Fr));Kt.catch(()=>{}),M([w,Kt])}catch(H){w.onmessage=null,y.emit("error",H),w.close(G.BadResponse,Ht(H instanceof Error?H.message:String(H),"Bad response"))}}})())));h.readyState===g.CLOSING&&await E;let f=()=>{},C=new Promise(M=>f=M);return[h,f,new Promise((M,R)=>{let w=P(R);h.readyState!==g.OPEN&&E.catch(R),C.then(()=>{if(w(),!Z){let ce=()=>h.close(1e3,"Normal Closure");isFinite(s)&&s>0?(clearTimeout(fe),fe=setTimeout(()=>{!Z&&h.readyState===g.OPEN&&ce()},s)):ce()}M()})})]}function X(h){if(Bt(h)&&(uo(h.code)||[G.InternalServerError,G.InternalClientError,G.BadRequest,G.BadResponse,G.Unauthorized,G.SubprotocolNotAcceptable,G.SubscriberAlreadyExists,G.TooManyInitialisationRequests].includes(h.code)))throw h;if(ee)return!1;if(Bt(h)&&h.code===1e3)return Z>0;if(!d||ve>=d||!b(h))throw h;return z=!0}i||(async()=>{for(Z++;;)try{let[,,h]=await ue();await h}catch(h){try{if(!X(h))return}catch(E){return o?.(E)}}})();function q(h,E){let f=_(h),C=!1,M=!1,R=()=>{Z--,C=!0};return(async()=>{for(Z++;;)try{let[w,ce,Ae]=await ue();if(C)return Ae.catch(()=>{}),ce();let ze=y.onMessage(f,De=>{switch(De.type){case Y.Next:{E.next(De.payload);return}case Y.Error:{M=!0,C=!0,E.error(De.payload),R();return}case Y.Complete:{C=!0,R();return}}});w.send(He({id:f,type:Y.Subscribe,payload:h},D)),R=()=>{!C&&w.readyState===g.OPEN&&w.send(He({id:f,type:Y.Complete},D)),Z--,C=!0,ce()},await Ae.finally(ze);return}catch(w){if(!X(w))return}})().then(()=>{M||E.complete()}).catch(w=>{E.error(w)}),()=>{C||R()}}return{on:y.on,subscribe:q,iterate(h){let E=[],f={done:!1,error:null,resolve:()=>{}},C=q(h,{next(R){E.push(R),f.resolve()},error(R){f.done=!0,f.error=R,f.resolve()},complete(){f.done=!0,f.resolve()}}),M=(async function*(){for(;;){for(E.length||await new Promise(w=>f.resolve=w);E.length;)yield E.shift();if(f.error)throw f.error;if(f.done)return}})();return M.throw=async R=>(f.done||(f.done=!0,f.error=R,f.resolve()),{done:!0,value:void 0}),M.return=async()=>(C(),{done:!0,value:void 0}),M},async dispose(){if(ee=!0,J){let[h]=await J;h.close(1e3,"Normal Closure")}},terminate(){J&&y.emit("closed",new Qe)}}}var Qe=class extends Error{name="TerminatedCloseEvent";message="4499: Terminated";code=4499;reason="Terminated";wasClean=!1};function Bt(e){return he(e)&&"code"in e&&"reason"in e}function uo(e){return[1e3,1001,1006,1005,1012,1013,1014].includes(e)?!1:e>=1e3&&e<=1999}function lo(e){return typeof e=="function"&&"constructor"in e&&"CLOSED"in e&&"CLOSING"in e&&"CONNECTING"in e&&"OPEN"in e}var co=40,mr=new Map;function Be(e){let t=e.slice(0,co).map(({id:n})=>n);U(()=>{let n=t.map(i=>qt("",Hn,{id:i},()=>{}));return()=>n.forEach(i=>i())},[t.join()])}function pr(e){U(()=>{let t=!1;return qt(e,Ln,{},()=>{t&&Te(Vn,{}).catch(()=>{}),t=!0})},[e])}function Vt({of:e,order:t,shown:n,refresh:i}){let[o,s]=K([]);U(()=>qt(e,Bn,{order:t},({feedUpdated:d})=>{s(d.edges.map(({node:c})=>c.id))}),[e,t]);let a=new Set(n.map(({id:d})=>d)),u=t==="NEW"?o.filter(d=>!a.has(d)).length:0;if(!n.length||!u)return null;let m=async()=>{await i(),scrollTo({top:0})};return r("button",{class:"fresh","aria-live":"polite",onClick:()=>{m()},children:["Show ",S(u,"new article")]})}function qt(e,t,n,i){return mo(e).subscribe({query:t.toString(),variables:n},{next:({data:o})=>{o&&(Ie(o),i(o))},error:()=>{},complete:()=>{}})}function mo(e){let t=mr.get(e);if(t)return t;let n=Lt({url:new URL("/graphql",location.href).href.replace(/^http/,"ws"),connectionParams:()=>({...e&&{"X-Viewer":e},...Fe()&&{"X-Consistency-Token":Fe()}}),shouldRetry:()=>!0,retryAttempts:Number.POSITIVE_INFINITY,keepAlive:12e3,lazyCloseTimeout:2e3});return mr.set(e,n),n}var fr=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],po=3;function gr({article:e,comments:t,refresh:n}){L();let i=new Set(t.map(({id:u})=>u)),o=Map.groupBy(t,({parent:u})=>u&&i.has(u.id)?u.id:""),s=async(u,m,d)=>{let c=await Zn(e,u,go(m),d);return c&&await n(),c},a=(u,m)=>r("ol",{class:m?"replies":"thread","data-depth":Math.min(m,po),children:(o.get(u)??[]).map(d=>r("li",{children:[r(fo,{comment:F(d),say:s}),o.has(d.id)&&a(d.id,m+1)]},d.id))});return r(W,{children:[r(br,{children:(u,m)=>r(Ot,{label:"Add a comment",button:"Comment",send:async d=>await s(null,d,u)&&m()})}),a("",0)]})}function fo({comment:e,say:t}){let[n,i]=K(!1),o=k(F(e.author));return r("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${o}`,children:[r("p",{class:"byline",children:[r($,{name:o}),r(me,{user:e.author}),r(Ne,{at:e.postedAt})]}),r(ye,{html:e.body}),r("p",{class:"foot",children:[r(Ue,{of:e,what:`the comment by ${o}`,bump:Xn}),r("button",{class:"quiet","aria-expanded":n,onClick:()=>i(!n),"aria-label":`Reply to ${o}`,children:"Reply"})]}),n&&r(br,{children:s=>r(Ot,{label:`Reply to ${o}`,button:"Reply",focus:!0,cancel:()=>i(!1),send:async a=>{let u=await t(e.id,a,s);return u&&i(!1),u}})})]})}function br({children:e}){let[t,n]=K(Rt);return r(W,{children:e(t,()=>(n(Rt()),!0))})}function go(e){return e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;").split(/\n{2,}/).map(n=>`<p>${n.replaceAll(`
`,"<br>")}</p>`).join("")}function _r({route:e}){L();let t=de(e,"comments",["OLD","NEW","TOP"]),n=re(e.visit,Qn,{id:e.of,order:t},d=>d.article?.comments),i=n.first?.article,o=i&&F(i);ie(o?.title);let s=n.answers.flatMap(d=>d.article?.comments.edges.map(({node:c})=>c)??[]),a=n.more||!o?0:o.commentCount-s.length;Be(i?[i]:[]),U(()=>{i&&j()&&er(i.id)},[i?.id]);let u=o&&F(o.tribe),m=async()=>{n.more&&t==="OLD"?location.hash=I("article",e.of,{comments:"NEW"}):await n.refresh()};return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&u&&r("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[r($t,{article:o}),r("h1",{id:"title",children:o.title}),r(ye,{html:o.body||o.excerpt}),o.media.map(d=>r("img",{src:d.url,alt:d.alt,loading:"lazy",referrerpolicy:"no-referrer"},d.url)),r("p",{class:"foot","aria-live":"polite",children:[r(Ue,{of:o,what:o.title,bump:ut}),r("span",{"data-comments":!0,children:S(o.commentCount,"comment")}),r("span",{"data-views":!0,children:S(o.viewCount,"view")}),o.repostCount>0&&r("span",{children:S(o.repostCount,"repost")})]})]}),o&&r("section",{"aria-label":"Comments",class:"comments",children:[r("header",{class:"page-head",children:[r("h2",{children:"Comments"}),r(pe,{label:"Order of comments",words:fr,chosen:t,href:d=>I("article",e.of,{comments:d})})]}),a>0&&n.first&&!n.busy&&r("button",{class:"fresh",onClick:()=>{n.refresh()},children:["Show ",S(a,"new comment")]}),r(gr,{article:o.id,comments:s,refresh:m}),!s.length&&r("p",{class:"quiet-words",children:"Nobody has said anything yet."}),r($e,{more:n.more,busy:n.busy})]}),!n.first&&n.busy&&r(ae,{rows:2}),n.failure&&r(se,{failure:n.failure,again:n.again}),n.first&&!o&&r(V,{children:"This article is not here, or no more."})]}),r("aside",{class:"side-column","aria-label":"Tribe",children:u&&r("section",{class:"panel about",children:[r($,{name:k(u),square:!0}),r("h2",{children:r(je,{tribe:u})}),r("p",{children:S(u.followerCount,"follower")}),r(ke,{of:u,name:k(u),follow:()=>Re(u)})]})})]})}var yr={ARTICLE_BUMPED:"bumped your article",ARTICLE_COMMENTED:"commented on your article",COMMENT_BUMPED:"bumped your comment on",COMMENT_REPLIED:"replied to your comment on",FOLLOWED:"follow you"};function hr({me:e,here:t}){pr(e);let n=ne(ot);return r("a",{class:"bell",href:I("inbox"),"aria-current":t?"page":void 0,children:[r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})}),r("span",{class:"unseen",children:n?`Notifications, ${n} unread`:"Notifications"}),n>0&&r("span",{class:"number","aria-hidden":"true",children:n>99?"99+":n})]})}function wr({route:e}){L(),ie("Notifications");let t=ne(ot),n=re(e.visit,zn,{},a=>a.viewer?.inbox.notifications),i=n.answers.flatMap(a=>a.viewer?.inbox.notifications.edges.map(({node:u})=>u)??[]),[o]=i,s=async()=>{o&&await tr(o.at)&&await n.refresh()};return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Notifications"}),t>0&&r("button",{onClick:()=>{s()},children:"Mark all as read"})]}),r("ol",{class:"notices",children:i.map(a=>r("li",{children:r(bo,{notice:a})},a.id))}),r($e,{more:n.more,busy:n.busy}),!n.first&&n.busy&&r(ae,{}),n.failure&&r(se,{failure:n.failure,again:n.again}),n.first&&!n.first.viewer&&r(V,{children:"Choose who you are first, at the top of the page."}),n.first?.viewer&&!i.length&&r(V,{children:"Nothing yet. Write something, and others will bump it."})]})})}function bo({notice:e}){let t=e.comments.edges.map(({node:s})=>s),n=t.length?t.map(({author:s})=>s):e.actors.edges.map(({node:s})=>s),i=Math.max(e.commentCount,e.actorCount)-n.length,[o]=n;return r("article",{class:e.isRead?"hit panel":"hit panel new","data-item":!0,tabIndex:-1,"aria-label":yr[e.kind],children:[r($,{name:o?k(F(o)):"?"}),r("div",{children:[r("p",{children:[!e.isRead&&r("span",{class:"unseen",children:"New: "}),r(_o,{people:n,others:i})," ",yr[e.kind]," ",e.article&&r("a",{"data-open":!0,href:I("article",e.article.id),children:r("strong",{children:e.article.title})})]}),r(Ne,{at:e.at})]})]})}function _o({people:e,others:t}){let n=[...new Map(e.map(i=>[i.id,i])).values()];return r(W,{children:[n.map((i,o)=>r("span",{children:[o>0&&(t>0?", ":" and "),r(me,{user:i})]},i.id)),t>0&&` and ${S(t,"other")}`]})}var xr=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["h","home"],["?","these keys"]],we=te(!1);function Cr(){addEventListener("keydown",e=>{let t=e.target;t.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||yo(e.key,t)&&e.preventDefault()})}function yo(e,t){let n=t.closest("[data-item]");return e==="j"||e==="k"?ho(n,e==="j"?1:-1):e==="b"?vr(n??document,n?"[data-bump]":".article [data-bump]"):e==="Enter"?t===n&&vr(n,"[data-open]"):(e==="h"&&(location.hash="#/"),e==="?"&&we.set(!we.get()),e==="h"||e==="?")}function ho(e,t){let n=[...document.querySelectorAll("[data-item]")],i=e?n.indexOf(e)+t:0,o=n[Math.max(0,Math.min(i,n.length-1))];return o?.focus({preventScroll:!0}),o?.scrollIntoView({block:"nearest"}),o!==void 0}function vr(e,t){let n=e.querySelector(t);return n?.click(),n!==null}function Tr({route:e,me:t,choose:n}){let i=(o,s)=>r("a",{href:I(o),"aria-current":e.page===o?"page":void 0,children:s});return r("header",{class:"top",children:r("div",{class:"top-row",children:[r("a",{class:"brand",href:I(""),children:[r(wo,{}),"Bandstand"]}),r("nav",{class:"places","aria-label":"Places",children:[i("","Home"),i("all","Everything")]}),t&&r(hr,{me:t,here:e.page==="inbox"}),r(vo,{me:t,choose:n})]})})}function wo(){return r("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[r("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),r("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function vo({me:e,choose:t}){let n=Tt(null),i=o=>{n.current&&(n.current.open=!1),n.current?.querySelector("summary")?.focus(),t(o)};return U(()=>{let o=s=>{let a=n.current;a?.open&&(s instanceof KeyboardEvent?s.key==="Escape":!a.contains(s.target))&&(a.open=!1,s instanceof KeyboardEvent&&a.querySelector("summary")?.focus())};return addEventListener("keydown",o),addEventListener("click",o),()=>{removeEventListener("keydown",o),removeEventListener("click",o)}},[]),r("details",{class:"who",ref:n,children:[r("summary",{children:[r($,{name:e||"?"}),r("span",{class:"unseen",children:"You are "}),r("span",{class:"who-name",children:e||"signed out"})]}),r("div",{class:"menu panel",children:[r("p",{children:"In development you are who you say. Another window can be somebody else."}),r("ul",{children:[xn.map(o=>r("li",{children:r("button",{"aria-pressed":o===e,onClick:()=>i(o),children:[r($,{name:o}),o]})},o)),r("li",{children:r("button",{"aria-pressed":e==="",onClick:()=>i(""),children:[r($,{name:"?"}),"signed out"]})})]}),r("form",{onSubmit:o=>{o.preventDefault();let s=o.currentTarget.elements.namedItem("name"),[a,u]=[s.value.trim(),kn(s.value)];u&&(i(u),nr(a),s.value="")},children:[r("label",{children:["Somebody new",r("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),r("button",{class:"primary",children:"Become"})]})]})]})}function kr(){let e=ne(we),t=Tt(null);return U(()=>{e?t.current?.showModal():t.current?.close()},[e]),r("dialog",{ref:t,class:"panel","aria-labelledby":"keys",onClose:()=>we.set(!1),children:[r("h2",{id:"keys",children:"Keys"}),r("dl",{children:xr.map(([n,i])=>r("div",{children:[r("dt",{children:r("kbd",{children:n})}),r("dd",{children:i})]},n))}),r("button",{class:"primary",onClick:()=>we.set(!1),children:"Close"})]})}var xo=[...Pe,["FOR_YOU","For you"]],Wt=new Set;function Pr({route:e}){ie("Home");let t=de(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[n]=K(!Wt.has(j())),i={order:t,all:t==="FOR_YOU"?"HOT":t,withAll:n},o=re(e.visit,qn,i,l=>l.viewer?.feed.edges.length?l.viewer.feed:l.feed),s=ne(at),[a]=K(s);U(()=>{s!==a&&o.refresh()},[s]);let u=o.first?.viewer,m=u?u.user.followedTribeCount+u.user.followedUserCount:0;m?Wt.add(j()):u&&Wt.delete(j());let d=m>0||t==="FOR_YOU",c=Ee(o.answers.map(l=>d&&l.viewer?l.viewer.feed:l.feed)),b=u?.user.followedTribes.edges.map(({node:l})=>l)??[],p=Sr(o.first?.around.edges.map(({node:l})=>l.tribe)??[],b);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:d?"Home":"Everything"}),r(pe,{label:"Order",words:xo,chosen:t,href:l=>I("","",{order:l})})]}),o.first&&!d&&r("div",{class:"hint panel",children:[r("p",{children:[u?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",u?"Follow a tribe, and its articles make your home feed.":"Choose who you are at the top of the page."]}),u&&r("p",{class:"chips",children:p.filter(({slug:l})=>l!==null).map(l=>r("a",{class:"chip",href:I("tribe",l.slug??""),children:l.name??l.slug},l.id))})]}),r(Vt,{of:d?j():"",order:t,shown:c,refresh:o.refresh}),r(Se,{articles:c,more:o.more,busy:o.busy}),!o.first&&o.busy&&r(ae,{}),o.failure&&r(se,{failure:o.failure,again:o.again}),o.first&&!c.length&&r(V,{children:"Nothing here yet. What you follow will write something."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:[r(Oe,{title:"You follow",tribes:b}),r(Oe,{title:"Tribes to follow",tribes:p})]})]})}function Er({route:e}){ie("Everything");let t=de(e,"order",["NEW","HOT","TOP"]),n=re(e.visit,Wn,{order:t},o=>o.feed),i=Ee(n.answers.map(({feed:o})=>o));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Everything"}),r(pe,{label:"Order",words:Pe,chosen:t,href:o=>I("all","",{order:o})})]}),r(Vt,{of:"",order:t,shown:i,refresh:n.refresh}),r(Se,{articles:i,more:n.more,busy:n.busy}),!n.first&&n.busy&&r(ae,{}),n.failure&&r(se,{failure:n.failure,again:n.again}),n.first&&!i.length&&r(V,{children:"Nobody has written anything yet."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(Oe,{title:"Tribes here",tribes:Sr(i.map(({tribe:o})=>o),[])})})]})}function Sr(e,t){let n=new Set(t.map(({id:i})=>i));return[...new Map(e.map(i=>[i.id,i])).values()].filter(({id:i})=>!n.has(i)).slice(0,8)}function Ar({route:e}){L();let t=de(e,"order",["NEW","HOT","TOP"]),n=re(e.visit,Kn,{slug:e.of,order:t},a=>a.tribe?.feed),i=n.first?.tribe,o=i&&F(i);ie(o?k(o):void 0);let s=Ee(n.answers.map(a=>a.tribe?.feed));return Be(s),r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r($,{name:k(o),square:!0}),r("div",{class:"profile-words",children:[r("h1",{children:k(o)}),o.description&&r(ye,{html:o.description}),r("p",{class:"facts",children:[r("span",{children:S(o.followerCount,"follower")}),r("span",{children:S(o.articleCount,"article")})]})]}),r(ke,{of:o,name:k(o),follow:()=>Re(o)})]}),o&&r(pe,{label:"Order",words:Pe,chosen:t,href:a=>I("tribe",e.of,{order:a})}),r(Se,{articles:s,more:n.more,busy:n.busy}),!n.first&&n.busy&&r(ae,{}),n.failure&&r(se,{failure:n.failure,again:n.again}),n.first&&!o&&r(V,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),o&&!s.length&&r(V,{children:"Nobody has written here yet."})]}),r("aside",{class:"side-column","aria-label":"People",children:[o&&r(Co,{tribe:o}),o&&o.followers.edges.length>0&&r("section",{class:"panel",children:[r("h2",{children:"Latest followers"}),r("ul",{class:"rows",children:o.followers.edges.map(({node:a})=>r("li",{children:[r($,{name:k(F(a))}),r("span",{class:"row-name",children:r(me,{user:a})})]},a.id))})]})]})]})}function Co({tribe:e}){let{leaderboard:t,viewerStanding:n}=e;return t.edges.length?r("section",{class:"panel",children:[r("h2",{children:"Leaderboard"}),r("ol",{class:"rows",children:t.edges.map(({node:i,score:o},s)=>r("li",{children:[r("span",{class:"rank",children:s+1}),r($,{name:k(F(i))}),r("span",{class:"row-name",children:[r(me,{user:i}),r("small",{children:S(o,"bump")})]})]},i.id))}),n&&n.place>t.edges.length&&r("p",{class:"quiet-words standing",children:["You are number ",n.place,", with ",S(n.score,"bump"),"."]})]}):null}function Dr({route:e}){L();let t=de(e,"order",["NEW","HOT","TOP"]),n=re(e.visit,jn,{handle:e.of,order:t},u=>u.user?.feed),i=n.first?.user,o=i&&F(i);ie(o?k(o):void 0);let s=o?.id===n.first?.viewer?.user.id,a=Ee(n.answers.map(u=>u.user?.feed));return Be(a),r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r($,{name:k(o)}),r("div",{class:"profile-words",children:[r("h1",{children:k(o)}),o.bio&&r(ye,{html:o.bio}),r("p",{class:"facts",children:[r("span",{children:S(o.followerCount,"follower")}),r("span",{children:S(o.articleCount,"article")}),r("span",{children:[S(o.bumpsReceived,"bump")," received"]})]})]}),!s&&r(ke,{of:o,name:k(o),follow:()=>Jn(o)})]}),o&&r(pe,{label:"Order",words:Pe,chosen:t,href:u=>I("user",e.of,{order:u})}),r(Se,{articles:a,more:n.more,busy:n.busy}),!n.first&&n.busy&&r(ae,{}),n.failure&&r(se,{failure:n.failure,again:n.again}),n.first&&!o&&r(V,{children:["There is nobody called \u201C",e.of,"\u201D."]}),o&&!a.length&&r(V,{children:[k(o)," has written nothing yet."]})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(Oe,{title:"Follows",tribes:o?.followedTribes.edges.map(({node:u})=>u)??[]})})]})}var To={"":Pr,all:Er,tribe:Ar,user:Dr,article:_r,inbox:wr};function ko(){let[e,t]=K(ct),[n,i]=K(j);U(()=>{let a=()=>{Ir.set(e.visit,scrollY),t(ct())},u=m=>{m.target.closest("a")?.getAttribute("href")===location.hash&&(history.replaceState(null,""),t(ct()))};return addEventListener("popstate",a),addEventListener("click",u),()=>{removeEventListener("popstate",a),removeEventListener("click",u)}},[e]),U(()=>{let a=Ir.get(e.visit);scrollTo(0,a??0),a===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let o=a=>{Tn(a),wn(),Ke(),i(a)},s=To[e.page];return r(W,{children:[r("a",{class:"skip",href:"#main",onClick:a=>{a.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),r(Tr,{route:e,me:n,choose:o}),r("main",{id:"main",tabIndex:-1,"data-visit":e.visit,children:s?r(s,{route:e},`${n} ${e.visit}`):r(V,{children:"There is no such page."})}),r("footer",{class:"bottom",children:[r("a",{href:"/graphql",children:"GraphiQL, for queries of your own"}),r("button",{class:"quiet",onClick:()=>we.set(!0),children:["Keys: press ",r("kbd",{children:"?"})]})]}),r(Yn,{}),r(kr,{})]})}var Ir=new Map;history.scrollRestoration="manual";Cr();on(r(ko,{}),document.body);
