var _,wn,$t,Q,$e,Ee,yn,xe,vn,Ve,Be,Bt,pe=Symbol.for("pv"),Se={},Fe=[],Vt=/^m(i|n|o|s|text|space)$/,Le=Array.isArray,Cn=Fe.slice,ee=Object.assign;function Z(e){e&&e.parentNode&&e.remove()}function Te(e,n,t,i,o){var s={type:e,props:n,key:t,ref:i,__k:null,__:null,__b:0,__e:null,__c:null,constructor:pe,__v:o||++wn,__i:-1,__u:0};return!o&&_.vnode&&_.vnode(s),s}function I(e){return e.children}function ke(e,n){this.props=e,this.context=n,this.__g=0}function z(e,n){if(n==null)return e.__&&z(e.__,e.__i+1);for(var t;n<e.__k.length;n++)if((t=e.__k[n])&&t.__e)return t.__e;return typeof e.type!="function"||e.props.__P?null:z(e)}function Lt(e){var n,t=e.__v,i=t.__e,o=[],s=[],a=e.__P;a&&((n=ee({constructor:pe},t)).__v=t.__v+1,_.vnode&&_.vnode(n),qe(a,n,t,e.__n,a.namespaceURI,32&t.__u?[i]:null,o,i||z(t),32&t.__u,s),n.__v=t.__v,n.__.__k[n.__i]=n,Sn(o,n,s),t.__=t.__e=null,n.__e!=i&&xn(n))}function xn(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(n){return n&&(e.__e=n.__e)}),xn(e)}function bn(e){(8&e.__g||(e.__g|=8,Q.push(e),Ee++))&&$e==_.debounceRendering||(($e=_.debounceRendering)||queueMicrotask)(Tn)}function Tn(){try{for(var e,n=1;Q.length;)Q.length>n&&Q.sort(yn),e=Q.shift(),n=Q.length,8&e.__g&&Lt(e)}finally{(Ee=Q.length)&&($e||queueMicrotask)(Tn)}}function kn(e,n,t,i,o,s,a,l,m,d,c){var p,h,u,f,S,b,y=i.__k||Fe,g=n.length;for(m=qt(t,n,y,m,g),p=0;p<g;p++)(u=t.__k[p])!=null&&(h=~u.__i&&y[u.__i]||Se,u.__i=p,b=qe(e,u,h,o,s,a,l,m,d,c),f=u.__e,(h.ref!=u.ref||8&h.__u)&&(h.ref&&Ke(h.ref,null,u,h),u.ref&&c.push(u.ref,u.__c||f,u)),S=S||f,4&u.__u?(m=Pn(u,m,e,!h.__v),h.__e&&(h.__e=null)):typeof u.type=="function"&&b!==void 0?m=b:f&&(m=f.nextSibling),u.__u&=-21);return t.__e=S,m}function qt(e,n,t,i,o){var s,a,l,m,d,c,p,h,u,f=t.length,S=f,b=0,y=0,g=e.__k=Array(o);for(s=0;s<o;s++)(a=n[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=g[s]=Te(null,a):Le(a)?a=g[s]=Te(I,{children:a}):a.constructor===pe&&a.__b?a=g[s]=Te(a.type,a.props,a.key,a.ref,a.__v):g[s]=a,m=s+b,a.__=e,a.__b=e.__b+1,l=null,~(d=a.__i=Kt(a,t,m,S))&&(S--,(l=t[d])&&(l.__u|=2)),l&&l.__v?(a.__u|=16,d==m-1?b--:d==m+1?b++:d!=m&&(d>m?b--:b++,y=1)):(~d||(o>f?b--:o<f&&b++),typeof a.type!="function"&&(a.__u|=4))):g[s]=null;if(y){for(c=[],p=[],s=0;s<o;s++)if((a=g[s])&&16&a.__u){for(b=0,h=c.length;b<h;)c[u=b+h>>1]<a.__i?b=u+1:h=u;c[b]=a.__i,p[s]=b+1}for(b=c.length;s--;)p[s]&&(p[s]==b?b--:g[s].__u|=4)}if(S)for(s=0;s<f;s++)!(l=t[s])||2&l.__u||(l.__e==i&&(i=z(l)),je(l,l));return i}function Pn(e,n,t,i){var o,s,a,l;if(typeof e.type=="function"){if(e.props.__P)return n;if(o=e.__k)for(s=0;s<o.length;s++)o[s]&&(o[s].__=e,n=Pn(o[s],n,t,!1));return n}for(n&&!n.parentNode&&(n=z(e))&&!n.parentNode&&(n=null),a=e.__e,l=n;l&&l.nodeType==8;)l=l.nextSibling;for(a!=l&&(!i&&t.moveBefore&&a.parentNode?t.moveBefore(a,n):t.insertBefore(a,n||null)),n=a;(n=n&&n.nextSibling)&&n.nodeType==8&&!n.data.startsWith("$s"););return n}function Kt(e,n,t,i){var o,s=e.key,a=e.type,l=n[t],m=l&&!(2&l.__u);if(l===null&&s==null||m&&s==l.key&&a==l.type)return t;if(i>(m?1:0)){for(o=t-1;o>=0;o--)if((l=n[o])&&!(2&l.__u)&&s==l.key&&a==l.type)return o;for(o=t+1;o<n.length;o++)if((l=n[o])&&!(2&l.__u)&&s==l.key&&a==l.type)return o}return-1}function hn(e,n,t){t==null&&(t=""),n[0]=="-"?e.setProperty(n,t):e[n]=t}function Ce(e,n,t,i,o){var s,a;if(n=="style")if(typeof t=="string")e.style.cssText=t;else{if(typeof i=="string"&&(e.style.cssText=i=""),i)for(n in i)t&&n in t||hn(e.style,n);if(t)for(n in t)i&&t[n]==i[n]||hn(e.style,n,t[n])}else if(n[0]=="o"&&n[1]=="n")typeof t!="function"&&(t=null),typeof i!="function"&&(i=null),(e.__e||(e.__e={}))[n]=t,t&&i||(a=Be[n]||(Be[n]=jt(n)),(e.__a||(e.__a={}))[n]=Ve,s=n!=(n=n.replace(vn,"$1")),(n=n.slice(2))[0]<"a"&&(n=n.toLowerCase()),t?e.addEventListener(n,a,s):e.removeEventListener(n,a,s));else{if(o=="http://www.w3.org/2000/svg")n=n.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(n!="width"&&n!="height"&&n!="href"&&n!="list"&&n!="form"&&n!="tabIndex"&&n!="download"&&n!="rowSpan"&&n!="colSpan"&&n!="role"&&n!="popover"&&n in e)try{return void(e[n]=t??"")}catch{}if(typeof t=="function")return;t==null||t===!1&&n[4]!="-"?e.removeAttribute(n):e.setAttribute(n,n=="popover"&&t==1?"":t)}}function jt(e){return function(n){var t=this.__e;if(t){if(t=t[e],n[xe]==null)n[xe]=Ve++;else if(n[xe]<this.__a[e])return;return t(_.event?_.event(n):n)}}}function qe(e,n,t,i,o,s,a,l,m,d){var c,p,h,u,f,S,b,y,g,F,C,Ne,gn,ve,J,_n,W,G,B=n.type;if(n.constructor!==pe)return null;128&t.__u&&(m=32&t.__u,c=t.__c.__z)&&(n.__u|=m,p=s=[],c.nodeType==8?l=Pe(c,s):s.push(c),l=s[0]||l),(c=_.__b)&&c(n);e:if(typeof B=="function"){h=a.length;try{if(y=n.props,g=(c=B.prototype)&&c.render,F=(c=B.contextType)&&i[c.__c],C=c?F?F.props.value:c.__:i,(u=t.__c)?(n.__c=u,2&u.__g&&(u.__g|=1)):(g?n.__c=u=new B(y,C):(n.__c=u=new ke(y,C),u.constructor=B,u.render=Qt),F&&F.sub(u),u.state||(u.state={}),u.__n=i,u.__g|=8,u.__h=[],u.__k=[]),g&&(u.__s||(u.__s=u.state),B.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=ee({},u.__s)),ee(u.__s,B.getDerivedStateFromProps(y,u.__s)))),f=u.props,S=u.state,u.__v=n,t.__c){if(y!==f&&g&&!B.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(y,C),n.__v==t.__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(y,u.__s,C)===!1){n.__v!=t.__v&&(u.props=y,u.state=u.__s,u.__g&=-9),n.__e=t.__e,n.__k=t.__k,n.__k.some(function(H){H&&(H.__=n)}),Fe.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&a.push(u),l=z(t);break e}u.componentWillUpdate&&u.componentWillUpdate(y,u.__s,C),g&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(f,S,b)})}else g&&!B.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),g&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=C,u.props=y,u.__P=e,u.__g&=-5,Ne=_.__r,gn=g?25:0;do u.__g&=-9,Ne&&Ne(n),c=u.render(u.props,u.state=u.__s,u.context);while(8&u.__g&&++gn<25);g&&(Fe.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(i=ee({},i,u.getChildContext())),g&&t.__c&&u.getSnapshotBeforeUpdate&&(b=u.getSnapshotBeforeUpdate(f,S)),ve=c&&c.type===I&&c.key==null?c.props.children:c,y.__P&&(c=l,o=(e=y.__P).namespaceURI,m=s=null,t.props&&t.props.__P!=e&&(t.__k.some(function(H){H&&je(H,H)}),t.__k=null),l=t.__k?z(t,0):null),l=kn(e,Le(ve)?ve:[ve],n,t,i,o,s,a,l,m,d),y.__P&&(n.__e=null,l=c),n.__u&=-161,p&&p.some(Z),u.__h.length&&a.push(u),1&u.__g&&(u.__g&=-4)}catch(H){if(a.length=h,n.__v=null,m||s)if(H&&H.then){if(n.__u|=128|m,s){for(~(W=s.indexOf(l||void 0))||(W=s.length);(G=s[W-1])&&G.nodeType==8;)W--;for(;W<s.length;W++)if(G=s[W])if(s[W]=null,J){if(G==_n)break}else{if(G.nodeType!=8)break;G.data.startsWith("$s")&&(_n=Pe(J=G))}}if(!J){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;J=l}(c=Pe(J=n.__c.__z||(n.__c.__z=J)))?(n.__e=J,l=c):n.__e=l,l=l&&l.nextSibling}else s&&s.some(Z);else n.__e=t.__e;n.__k||(n.__k=t.__k||[]),H&&H.then||En(n),_.__e(H,n,t)}}else l=n.__e=Wt(t.__e,n,t,i,o,s,a,m,d,e);return(c=_.diffed)&&c(n),l}function Pe(e,n){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var t=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))t++;else if(e.data.startsWith("/$s")&&!--t)return e}n&&n.push(e)}}function En(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(En))}function Sn(e,n,t){for(var i=0;i<t.length;)Ke(t[i++],t[i++],t[i++]);_.__c&&_.__c(n,e),e.some(function(o){try{e=o.__h,o.__h=[],e.some(function(s){s.call(o)})}catch(s){_.__e(s,o.__v)}})}function Wt(e,n,t,i,o,s,a,l,m,d){var c,p,h,u,f,S,b,y,g=t.props||Se,F=n.props,C=n.type;if(C=="svg"?o="http://www.w3.org/2000/svg":C=="math"?o="http://www.w3.org/1998/Math/MathML":o||(o="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((f=s[c])&&(C?f.localName==C:f.nodeType==3)){e=f,s[c]=null;break}}if(!e){if(y=d.ownerDocument||document,!C)return y.createTextNode(F);e=y.createElementNS(o,C,F.is?F:d),l&&(_.__m&&_.__m(n,s),l=!1),s=null}if(C){if(d=C=="template"&&e.content||e,s=C=="textarea"&&F.defaultValue!=null?null:s&&Cn.call(d.childNodes),!l&&s)for(g={},c=0;c<e.attributes.length;c++)g[(f=e.attributes[c]).name]=f.value;for(c in g)f=g[c],c=="dangerouslySetInnerHTML"?h=f:c=="children"||c in F||c=="value"&&"defaultValue"in F||c=="checked"&&"defaultChecked"in F||Ce(e,c,null,f,o);for(c in F)f=F[c],c=="children"?u=f:c=="dangerouslySetInnerHTML"?p=f:c=="value"?S=f:c=="checked"?b=f:l&&typeof f!="function"||g[c]===f||Ce(e,c,f,g[c],o);p?(l||h&&(p.__html==h.__html||p.__html==e.innerHTML)||(e.innerHTML=p.__html),n.__k=[]):(h&&(e.textContent=""),(C=="foreignObject"||o=="http://www.w3.org/1998/Math/MathML"&&Vt.test(C))&&(o="http://www.w3.org/1999/xhtml"),kn(d,Le(u)?u:[u],n,t,i,o,s,a,s?s[0]:t.__k&&z(t,0),l,m),s&&s.some(Z)),l&&C!="textarea"||(c="value",C=="progress"&&S==null?e.removeAttribute(c):S==null||S===e[c]&&(C!="progress"||S)||Ce(e,c,S,g[c],o),c="checked",b!=null&&b!=e[c]&&Ce(e,c,b,g[c],o))}else g===F||l&&e.data==F||(e.data=F);return e}function Ke(e,n,t,i){try{typeof e=="function"?n?n.__x=e(n)||1:i&&(i=i.__c||i.__e)&&(n=i.__x)&&(i.__x=null,typeof n=="function"?n():e(null)):e.current=n}catch(o){_.__e(o,t)}}function je(e,n,t){var i,o,s,a;if(_.unmount&&_.unmount(e),!(i=e.ref)||i.current&&i.current!=e.__e||Ke(i,null,n,e),i=e.__c){if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(l){_.__e(l,n)}i.__P=i.__n=null}if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&je(i[a],n,typeof e.type!="function"||t&&!e.props.__P);!t&&(i=e.__c)&&(i=i.__z)&&(o=Pe(i,s=[]))&&(i==e.__e&&s.some(Z),Z(o),Z(i)),t||Z(e.__e),e.__e=e.__c=e.__=null}function Qt(e,n,t){return this.constructor(e,t)}function Fn(e,n){var t,i,o,s;_.__&&_.__(e,n),n.nodeType==9&&(n=n.documentElement),i=(t=e&&32&e.__u)?null:n.__k,n.__k=Te(I,{children:[e]}),o=[],s=[],qe(n,n.__k,i||Se,Se,n.namespaceURI,i?null:n.firstChild?Cn.call(n.childNodes):null,o,i?i.__e:n.firstChild,t,s),Sn(o,n.__k,s),n.__k.props.children=null}_={__e:function(e,n,t,i){for(var o,s,a;n=n.__;)if((o=n.__c)&&!(1&o.__g)){o.__g|=4;try{if((a=(s=o.constructor)&&s.getDerivedStateFromError)&&o.setState(s.getDerivedStateFromError(e)),o.componentDidCatch&&(o.componentDidCatch(e,i||{}),a=1),a&&8&o.__g)return void(o.__g|=2)}catch(l){e=l}}throw Ee=0,e}},wn=0,$t=function(e){return e!=null&&e.constructor===pe},ke.prototype.setState=function(e,n){var t=this.__s;t&&t!=this.state||(t=this.__s=ee({},this.state)),typeof e=="function"&&(e=e(ee({},t),this.props)),e&&(ee(t,e),this.__v&&(n&&this.__k.push(n),bn(this)))},ke.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),bn(this))},ke.prototype.render=I,Q=[],Ee=0,yn=function(e,n){return e.__v.__b-n.__v.__b},xe=Symbol(),vn=/(PointerCapture)$|Capture$/i,Ve=0,Be={},Bt=0;var ge,T,We,An,Qe=Object.is,Ae=0,$n=[],ze=[],x=_,Dn=x.__b,In=x.__r,Un=x.diffed,Mn=x.__c,Hn=x.unmount,On=x.__;function Xe(e,n){x.__h&&x.__h(T,e,Ae||n),Ae=0;var t=T.__H||(T.__H={__:[],__h:[]});return e>=t.__.length&&t.__.push({}),t.__[e]}function O(e){return Ae=1,Je(Vn,e)}function Je(e,n,t){var i=Xe(ge++,2);if(i.t=e,!i.__c&&(i.__=[t?t(n):Vn(void 0,n),function(s){var a=(i.__N||i.__)[0],l=i.t(a,s);Qe(a,l)||(i.__N=[l,i.__[1]],i.__c.setState({}))}],i.__c=T,!T.__f)){T.__f=!0;var o=T.shouldComponentUpdate;T.shouldComponentUpdate=function(s,a,l){var m=this.__H;if(!m)return!0;var d=!1,c=this.props!=s;if(m.__.some(function(h){h.__N&&(d=!0,Qe(h.__[0],h.__N[0])||(c=!0))}),o){var p=o.call(this,s,a,l);return d?p||c:p}return!d||c}}return i.__}function R(e,n){var t=Xe(ge++,3);!x.__s&&Bn(t.__H,n)&&(t.__P=!0,t.__=e,t.u=n,T.__H.__h.push(t))}function Ge(e){return Ae=5,Ze(function(){return{current:e}},[])}function Ze(e,n){var t=Xe(ge++,7);return Bn(t.__H,n)&&(t.__=e(),t.__H=n),t.__}function zt(){var e;do{for(;e=ze.shift();)try{fe(e)}catch(t){x.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=$n.shift();){var n=e.__H;if(e.__P&&n)try{n.__h.some(fe),n.__h.some(Ye),n.__h=[]}catch(t){n.__h=[],x.__e(t,e.__v)}}}while(ze.length)}x.__b=function(e){T=null,Dn&&Dn(e)},x.__=function(e,n){e&&n.__k&&n.__k.__m&&(e.__m=n.__k.__m),On&&On(e,n)},x.__r=function(e){In&&In(e),ge=0;var n=(T=e.__c).__H;n&&(We==T?T.__h=[]:(n.__h.some(fe),n.__h.some(Ye),ge=0),n.__h=[],n.__.some(function(t){t.__N&&(t.__=t.__N),t.u=t.__N=void 0})),We=T},x.diffed=function(e){Un&&Un(e);var n=e.__c;n&&n.__H&&(n.__H.__h.length&&Nn($n.push(n)),n.__H.__.some(function(t){t.u&&(t.__H=t.u)})),We=T=null},x.__c=function(e,n){n.some(function(t){try{t.__h.some(fe),t.__h=t.__h.filter(function(i){return!i.__||Ye(i)})}catch(i){t.__h=[function(){throw i}]}}),Mn&&Mn(e,n)},x.unmount=function(e){Hn&&Hn(e);var n,t,i=e.__c;i&&i.__H&&(i.__H.__.some(function(o){try{if(o.__P&&o.__c){if(t===void 0){for(t=e.__;t&&(!t.__c||!t.__c.__P);)t=t.__;t=t&&t.__c}o.__P=t,Nn(ze.push(o))}else fe(o)}catch(s){n=s}}),i.__H=void 0,n&&x.__e(n,i.__v))};var Rn=typeof requestAnimationFrame=="function";function Yt(e){var n,t=function(){clearTimeout(i),Rn&&cancelAnimationFrame(n),setTimeout(e)},i=setTimeout(t,35);Rn&&(n=requestAnimationFrame(t))}function Nn(e){e!=1&&An==x.requestAnimationFrame||((An=x.requestAnimationFrame)||Yt)(zt)}function fe(e){var n=T,t=e.__c;typeof t=="function"&&(e.__c=void 0,t()),T=n}function Ye(e){var n=T;e.__c=e.__(),T=n}function Bn(e,n){return!e||e.length!=n.length||n.some(function(t,i){return!Qe(t,e[i])})}function Vn(e,n){return typeof n=="function"?n(e):n}function ie(e){let n=new Set;return{get:()=>e,set(t){e=t;for(let i of n)i()},watch(t){return n.add(t),()=>{n.delete(t)}}}}function se(e){let[n,t]=O(()=>e.get());return R(()=>(t(()=>e.get()),e.watch(()=>t(()=>e.get()))),[e]),n}var Xt=5e3,Y=new Map,en=ie(0);function De(e){nn(e);for(let n of Y.keys()){if(Y.size<=Xt)break;Y.delete(n)}en.set(en.get()+1)}function nn(e){if(Array.isArray(e))e.forEach(nn);else if(e!==null&&typeof e=="object"){let n=e;if(typeof n.id=="string"){let t=Object.entries(n).filter(([,i])=>i===null||typeof i!="object");Y.set(n.id,{...Y.get(n.id),...Object.fromEntries(t)})}Object.values(n).forEach(nn)}}function k(e){return{...e,...Y.get(e.id)}}function Ln(e,n){let t=Y.get(e)??{};De({id:e,...n});let i=Object.fromEntries(Object.keys(n).map(o=>[o,t[o]]));return()=>De({id:e,...i})}function qn(){Y.clear()}function D(){se(en)}var _e="",Ie={};function tn(){if(!_e)return"";let e=Object.fromEntries(Object.entries(Ie).sort());return btoa(JSON.stringify([_e,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function rn(e){let[n,t]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));n>_e&&(_e=n);for(let[i,o]of Object.entries(t))Ie[i]=Math.max(Ie[i]??0,o)}function Kn(){_e="",Ie={}}var Ue="bandstand.viewer";var jn=["you","pat","enzo","jutta","masako","colin"],Wn=sessionStorage.getItem(Ue)??localStorage.getItem(Ue)??"you";function U(){return Wn}function Qn(e){Wn=e,sessionStorage.setItem(Ue,e),localStorage.setItem(Ue,e)}function zn(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var Jt=3,Gt=300,Zt=1e4,N=class extends Error{constructor(t,i,o){super(t);this.code=i;this.retryable=o}code;retryable};async function be(e,n){for(let t=1;;t++)try{return await er(e,n)}catch(i){if(!(i instanceof N)||!i.retryable||t===Jt)throw i;await new Promise(o=>setTimeout(o,Gt*t))}}async function er(e,n){let t=U(),i=await nr(JSON.stringify({query:e.toString(),variables:n})),[o]=i.errors??[];if(o){let{code:a="INTERNAL",retryable:l=!1}=o.extensions??{};throw a==="BAD_USER_INPUT"&&o.message.includes("X-Consistency-Token")&&Kn(),new N(o.message,a,l)}i.extensions?.consistency&&rn(i.extensions.consistency.token);let s=i.data;for(let a of Object.values(s))a?.receipt&&rn(a.receipt.token);return t===U()&&De(s),s}async function nr(e){let n={"Content-Type":"application/json"};U()&&(n["X-Viewer"]=U()),tn()&&(n["X-Consistency-Token"]=tn());try{let t=AbortSignal.timeout(Zt);return await(await fetch("/graphql",{method:"POST",headers:n,body:e,signal:t})).json()}catch{throw new N("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var w=class extends String{__apiType;value;__meta__;constructor(n,t){super(n),this.value=n,this.__meta__=t}toString(){return this.value}},Rr=new w(`
    fragment Person on User {
  id
  handle
  name
}
    `,{fragmentName:"Person"}),Nr=new w(`
    fragment Place on Tribe {
  id
  slug
  name
  followerCount
  viewerIsFollowing
}
    `,{fragmentName:"Place"}),$r=new w(`
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
}`,{fragmentName:"Card"}),Br=new w(`
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
}`,{fragmentName:"Cards"}),Vr=new w(`
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
}`,{fragmentName:"Said"}),Lr=new w(`
    fragment Me on Viewer {
  user {
    ...Person
  }
}
    fragment Person on User {
  id
  handle
  name
}`,{fragmentName:"Me"}),Yn=new w(`
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
    `),Xn=new w(`
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
    `),Jn=new w(`
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
    `),Gn=new w(`
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
    `),Zn=new w(`
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
    `),et=new w(`
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
    `),nt=new w(`
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
    `),tt=new w(`
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
    `),rt=new w(`
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
}`),ot=new w(`
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
    `),it=new w(`
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
}`),st=new w(`
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
}`),at=new w(`
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
}`),lt=new w(`
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
}`),ut=new w(`
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
}`),ct=new w(`
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
}`);var tr=Symbol.for("pv"),rr=0;function r(e,n,t,i,o,s){n||(n={});var a,l,m=n;if("ref"in m&&typeof e!="function")for(l in m={},n)l=="ref"?a=n[l]:m[l]=n[l];var d={type:e,props:m,key:t,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:tr,__v:--rr,__i:-1,__u:0};return(o||s)&&(d.__source=o,d.__self=s),_.vnode&&_.vnode(d),d}var or=6e3,on=ie(""),mt=0;function sn(e){clearTimeout(mt),on.set(e),mt=setTimeout(()=>on.set(""),or)}function dt(){let e=se(on);return r("div",{class:"notice",role:"status","aria-live":"polite",children:e&&r("p",{children:e})})}var ir=30,ae=new Map;function he(){ae.clear()}function V(e,n,t,i){let[,o]=Je(c=>c+1,0),s=`${e} ${JSON.stringify(t)}`,a=Ze(()=>ae.get(s)??sr(s),[s]);async function l(c){if(!a.busy){Object.assign(a,{busy:!0,failure:null}),o(void 0);try{let p=await be(n,{...t,after:c});a.answers=c===null?[p]:[...a.answers,p]}catch(p){a.failure=p instanceof N?p:new N(String(p),"INTERNAL",!1)}a.busy=!1,o(void 0)}}R(()=>{a.answers.length||l(null)},[s]);let m=a.answers.at(-1),d=m&&i(m)?.pageInfo;return{...a,first:a.answers[0],more:d?.hasNextPage?()=>l(d.endCursor):null,again:()=>l(a.answers.length&&a.failure&&d?d.endCursor:null),refresh:()=>l(null)}}function sr(e){let n={answers:[],failure:null,busy:!1};ae.set(e,n);let[t]=ae.keys();return ae.size>ir&&t!==void 0&&ae.delete(t),n}var an=new Set;function Me(e){let n={input:{articleId:e.id}};return He(e.id,ht(e),()=>e.viewerHasBumped?$(Xn,n):$(Yn,n))}function pt(e){let n={input:{commentId:e.id}};return He(e.id,ht(e),()=>e.viewerHasBumped?$(Gn,n):$(Jn,n))}function le(e){let n={input:{tribeId:e.id}};return He(e.id,wt(e),()=>e.viewerIsFollowing?$(et,n):$(Zn,n)).finally(he)}function ft(e){let n={input:{userId:e.id}};return He(e.id,wt(e),()=>e.viewerIsFollowing?$(tt,n):$(nt,n)).finally(he)}function gt(e,n,t,i){return $(rt,{input:{articleId:e,parentId:n,body:t,idempotencyKey:i}})}async function _t(e){await be(ot,{input:{articleId:e}}).catch(()=>{})}function bt(e){return $(it,{input:{name:e}})}function ln(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}function ht(e){let n=e.viewerHasBumped?-1:1;return{viewerHasBumped:n>0,bumpCount:e.bumpCount+n}}function wt(e){let n=e.viewerIsFollowing?-1:1,t=e.followerCount===void 0?{}:{followerCount:e.followerCount+n};return{viewerIsFollowing:n>0,...t}}async function He(e,n,t){if(an.has(e))return!1;an.add(e);let i=Ln(e,{...n}),o=await t().finally(()=>an.delete(e));return o||i(),o}async function $(e,n){try{let t=await be(e,n),[i]=Object.values(t),[o]=i?.userErrors??[];return o&&sn(o.message),!o||o.code==="STALE"}catch(t){let i=t instanceof N&&t.code==="UNAUTHENTICATED";return sn(i?"Choose who you are first, at the top of the page.":String(t.message)),!1}}var un=0;function cn(){let[e="",n=""]=location.hash.replace(/^#\/?/,"").split("?"),[t="",i=""]=e.split("/"),o=history.state;un=Math.max(un,o?.visit??0);let s=o?.visit??++un;return o?.visit===void 0&&history.replaceState({visit:s},""),{page:t,of:ar(i),query:new URLSearchParams(n),visit:s}}function P(e,n="",t={}){let i=new URLSearchParams(t).toString();return`#/${e}${n&&`/${encodeURIComponent(n)}`}${i&&`?${i}`}`}function L(e,n,t){return t.find(i=>i===e.query.get(n))??t[0]}function ar(e){try{return decodeURIComponent(e)}catch{return e}}var lr=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),ur=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"short"}),cr=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function mn(e){return lr.format(e)}function E(e,n,t=`${n}s`){return`${mn(e)} ${e===1?n:t}`}function yt(e){let n=(Date.parse(e)-Date.now())/1e3;for(let[t,i]of cr)if(Math.abs(n)>=i)return ur.format(Math.trunc(n/i),t);return"just now"}function vt(e){let n=e.split(/[\s-]+/).filter(Boolean);return(n.length>1?[n[0],n.at(-1)]:n).map(t=>[...t??""][0]).join("").toUpperCase()}function Ct(e){let n=7;for(let t of e)n=(n*31+(t.codePointAt(0)??0))%3600;return n%360}function A({name:e,square:n}){return r("span",{class:n?"avatar square":"avatar",style:{"--hue":Ct(e)},"aria-hidden":"true",children:vt(e)})}function v(e){return e.name??e.handle??e.slug??"Unnamed"}function ue({user:e}){D();let n=k(e);return n.handle===null?r("span",{children:v(n)}):r("a",{href:P("user",n.handle),children:v(n)})}function we({tribe:e}){let n=k(e);return n.slug===null?r("span",{children:v(n)}):r("a",{href:P("tribe",n.slug),children:v(n)})}function Oe({at:e}){return r("time",{dateTime:e,title:new Date(e).toLocaleString(),children:yt(e)})}function mr(){return r("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:r("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function ce({of:e,what:n,bump:t}){D();let i=k(e);return r("button",{class:"bump","data-bump":!0,"aria-pressed":i.viewerHasBumped,onClick:()=>{t(i)},"aria-label":`Bump ${n}, ${E(i.bumpCount,"bump")}`,children:[r(mr,{}),r("span",{class:"number",children:mn(i.bumpCount)})]})}function ne({of:e,name:n,follow:t}){return r("button",{class:e.viewerIsFollowing?"follow followed":"follow",onClick:()=>{t()},children:[e.viewerIsFollowing?"Following":"Follow",r("span",{class:"unseen",children:[" ",n]})]})}function me({title:e,tribes:n}){return D(),n.length?r("section",{class:"panel",children:[r("h2",{children:e}),r("ul",{class:"rows",children:n.map(k).map(t=>r("li",{children:[r(A,{name:v(t),square:!0}),r("span",{class:"row-name",children:[r(we,{tribe:t}),r("small",{children:E(t.followerCount,"follower")})]}),r(ne,{of:t,name:v(t),follow:()=>le(t)})]},t.id))})]}):null}function q(e){return r("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([n,t])=>r("a",{href:e.href(n),"aria-current":n===e.chosen?"true":void 0,children:t},n))})}function X({html:e}){return r("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function K({failure:e,again:n}){return r("div",{class:"trouble panel",role:"alert",children:[r("p",{children:e.message}),r("button",{onClick:n,children:"Try again"})]})}function M({children:e}){return r("div",{class:"empty panel",children:e})}function j({rows:e=4}){return r("div",{class:"skeleton",role:"status","aria-label":"Loading",children:Array.from({length:e},(n,t)=>r("div",{class:"panel",children:[r("i",{}),r("i",{}),r("i",{})]},t))})}function Re({more:e,busy:n}){return e?r("button",{class:"more",onClick:e,"aria-disabled":n,children:n?"Loading\u2026":"More"}):null}function dn({label:e,button:n,send:t,focus:i=!1,cancel:o}){let[s,a]=O(!1);return r("form",{class:"writing",onSubmit:async d=>{d.preventDefault();let c=d.currentTarget.elements.namedItem("text");s||!c.value.trim()||(a(!0),await t(c.value.trim())&&(c.value=""),a(!1))},children:[r("textarea",{name:"text",rows:3,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,onKeyDown:d=>{d.key==="Enter"&&(d.ctrlKey||d.metaKey)&&d.currentTarget.form?.requestSubmit(),d.key==="Escape"&&o?.()},ref:d=>{i&&d&&!d.dataset.met&&(d.dataset.met="1",d.focus())}}),r("div",{class:"writing-foot",children:[o&&r("button",{type:"button",class:"quiet",onClick:o,children:"Cancel"}),r("button",{type:"submit",class:"primary","aria-disabled":s,children:n})]})]})}var te=[["NEW","New"],["HOT","Hot"],["TOP","Top"]],xt={ARTICLE:"",IMAGE:"Picture",VIDEO:"Film"};function re(e){let n=new Map;for(let t of e)for(let{node:i}of t?.edges??[])n.has(i.id)||n.set(i.id,i);return[...n.values()]}function oe(e){return D(),r(I,{children:[r("ol",{class:"feed",children:e.articles.map(n=>r("li",{children:r(dr,{article:k(n)})},n.id))}),r(Re,{more:e.more,busy:e.busy})]})}function pn({article:e}){return r("div",{class:"byline",children:[r(A,{name:v(k(e.author))}),r("p",{children:[r(ue,{user:e.author}),r("small",{children:[r(we,{tribe:e.tribe}),r("span",{"aria-hidden":"true",children:" \xB7 "}),r(Oe,{at:e.publishedAt}),xt[e.kind]&&r("span",{class:"kind",children:xt[e.kind]})]})]})]})}function dr({article:e}){return r("article",{class:"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[r(pn,{article:e}),r("h2",{id:`title-${e.id}`,children:r("a",{"data-open":!0,href:P("article",e.id),children:e.title})}),e.excerpt&&r("p",{class:"excerpt",children:e.excerpt}),r("p",{class:"foot",children:[r(ce,{of:e,what:e.title,bump:Me}),r("a",{class:"said",href:P("article",e.id),children:E(e.commentCount,"comment")}),r("span",{children:E(e.viewCount,"view")})]})]})}function ye(e){return null}var Tt=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],pr=3;function kt({article:e,comments:n,refresh:t}){D();let i=new Set(n.map(({id:l})=>l)),o=Map.groupBy(n,({parent:l})=>l&&i.has(l.id)?l.id:""),s=async(l,m,d)=>{let c=await gt(e,l,gr(m),d);return c&&await t(),c},a=(l,m)=>r("ol",{class:m?"replies":"thread","data-depth":Math.min(m,pr),children:(o.get(l)??[]).map(d=>r("li",{children:[r(fr,{comment:k(d),say:s}),o.has(d.id)&&a(d.id,m+1)]},d.id))});return r(I,{children:[r(Pt,{children:(l,m)=>r(dn,{label:"Add a comment",button:"Comment",send:async d=>await s(null,d,l)&&m()})}),a("",0)]})}function fr({comment:e,say:n}){let[t,i]=O(!1),o=v(k(e.author));return r("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${o}`,children:[r("p",{class:"byline",children:[r(A,{name:o}),r(ue,{user:e.author}),r(Oe,{at:e.postedAt})]}),r(X,{html:e.body}),r("p",{class:"foot",children:[r(ce,{of:e,what:`the comment by ${o}`,bump:pt}),r("button",{class:"quiet","aria-expanded":t,onClick:()=>i(!t),"aria-label":`Reply to ${o}`,children:"Reply"})]}),t&&r(Pt,{children:s=>r(dn,{label:`Reply to ${o}`,button:"Reply",focus:!0,cancel:()=>i(!1),send:async a=>{let l=await n(e.id,a,s);return l&&i(!1),l}})})]})}function Pt({children:e}){let[n,t]=O(ln);return r(I,{children:e(n,()=>(t(ln()),!0))})}function gr(e){return e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;").split(/\n{2,}/).map(t=>`<p>${t.replaceAll(`
`,"<br>")}</p>`).join("")}function Et({route:e}){D();let n=L(e,"comments",["OLD","NEW","TOP"]),t=V(e.visit,ct,{id:e.of,order:n},m=>m.article?.comments),i=t.first?.article,o=i&&k(i),s=t.answers.flatMap(m=>m.article?.comments.edges.map(({node:d})=>d)??[]),a=t.more||!o?0:o.commentCount-s.length;i?.id,R(()=>{i&&U()&&_t(i.id)},[i?.id]);let l=o&&k(o.tribe);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&l&&r("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[r(pn,{article:o}),r("h1",{id:"title",children:o.title}),r(X,{html:o.body||o.excerpt}),o.media.map(m=>r("img",{src:m.url,alt:m.alt,loading:"lazy",referrerpolicy:"no-referrer"},m.url)),r("p",{class:"foot","aria-live":"polite",children:[r(ce,{of:o,what:o.title,bump:Me}),r("span",{"data-comments":!0,children:E(o.commentCount,"comment")}),r("span",{"data-views":!0,children:E(o.viewCount,"view")}),o.repostCount>0&&r("span",{children:E(o.repostCount,"repost")})]})]}),o&&r("section",{"aria-label":"Comments",class:"comments",children:[r("header",{class:"page-head",children:[r("h2",{children:"Comments"}),r(q,{label:"Order of comments",words:Tt,chosen:n,href:m=>P("article",e.of,{comments:m})})]}),a>0&&t.first&&!t.busy&&r("button",{class:"fresh",onClick:()=>{t.refresh()},children:["Show ",E(a,"new comment")]}),r(kt,{article:o.id,comments:s,refresh:t.refresh}),!s.length&&r("p",{class:"quiet-words",children:"Nobody has said anything yet."}),r(Re,{more:t.more,busy:t.busy})]}),!t.first&&t.busy&&r(j,{rows:2}),t.failure&&r(K,{failure:t.failure,again:t.again}),t.first&&!o&&r(M,{children:"This article is not here, or no more."})]}),r("aside",{class:"side-column","aria-label":"Tribe",children:l&&r("section",{class:"panel about",children:[r(A,{name:v(l),square:!0}),r("h2",{children:r(we,{tribe:l})}),r("p",{children:E(l.followerCount,"follower")}),r(ne,{of:l,name:v(l),follow:()=>le(l)})]})})]})}var Ft=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["h","home"],["?","these keys"]],de=ie(!1);function At(){addEventListener("keydown",e=>{let n=e.target;n.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||_r(e.key,n)&&e.preventDefault()})}function _r(e,n){let t=n.closest("[data-item]");return e==="j"||e==="k"?br(t,e==="j"?1:-1):e==="b"?St(t??document,"[data-bump]"):e==="Enter"?n===t&&St(t,"[data-open]"):e==="/"?hr("#search"):(e==="h"&&(location.hash="#/"),e==="?"&&de.set(!de.get()),e==="h"||e==="?")}function br(e,n){let t=[...document.querySelectorAll("[data-item]")],i=e?t.indexOf(e)+n:0,o=t[Math.max(0,Math.min(i,t.length-1))];return o?.focus({preventScroll:!0}),o?.scrollIntoView({block:"nearest"}),o!==void 0}function St(e,n){let t=e.querySelector(n);return t?.click(),t!==null}function hr(e){let n=document.querySelector(e);return n?.focus(),n!==null}function Dt({route:e,me:n,choose:t}){let i=(o,s)=>r("a",{href:P(o),"aria-current":e.page===o?"page":void 0,children:s});return r("header",{class:"top",children:r("div",{class:"top-row",children:[r("a",{class:"brand",href:P(""),children:[r(wr,{}),"Bandstand"]}),r("nav",{class:"places","aria-label":"Places",children:[i("","Home"),i("all","Everything")]}),r(yr,{me:n,choose:t})]})})}function wr(){return r("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[r("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),r("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function yr({me:e,choose:n}){let t=Ge(null),i=o=>{t.current&&(t.current.open=!1),t.current?.querySelector("summary")?.focus(),n(o)};return R(()=>{let o=s=>{let a=t.current;a?.open&&(s instanceof KeyboardEvent?s.key==="Escape":!a.contains(s.target))&&(a.open=!1,s instanceof KeyboardEvent&&a.querySelector("summary")?.focus())};return addEventListener("keydown",o),addEventListener("click",o),()=>{removeEventListener("keydown",o),removeEventListener("click",o)}},[]),r("details",{class:"who",ref:t,children:[r("summary",{children:[r(A,{name:e||"?"}),r("span",{class:"unseen",children:"You are "}),r("span",{class:"who-name",children:e||"signed out"})]}),r("div",{class:"menu panel",children:[r("p",{children:"In development you are who you say. Another window can be somebody else."}),r("ul",{children:[jn.map(o=>r("li",{children:r("button",{"aria-pressed":o===e,onClick:()=>i(o),children:[r(A,{name:o}),o]})},o)),r("li",{children:r("button",{"aria-pressed":e==="",onClick:()=>i(""),children:[r(A,{name:"?"}),"signed out"]})})]}),r("form",{onSubmit:o=>{o.preventDefault();let s=o.currentTarget.elements.namedItem("name"),[a,l]=[s.value.trim(),zn(s.value)];l&&(i(l),bt(a),s.value="")},children:[r("label",{children:["Somebody new",r("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),r("button",{class:"primary",children:"Be"})]})]})]})}function It(){let e=se(de),n=Ge(null);return R(()=>{e?n.current?.showModal():n.current?.close()},[e]),r("dialog",{ref:n,class:"panel","aria-labelledby":"keys",onClose:()=>de.set(!1),children:[r("h2",{id:"keys",children:"Keys"}),r("dl",{children:Ft.map(([t,i])=>r("div",{children:[r("dt",{children:r("kbd",{children:t})}),r("dd",{children:i})]},t))}),r("button",{class:"primary",onClick:()=>de.set(!1),children:"Close"})]})}var vr=[...te,["FOR_YOU","For you"]],fn=new Set;function Ut({route:e}){let n=L(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[t]=O(!fn.has(U())),i={order:n,all:n==="FOR_YOU"?"HOT":n,withAll:t},o=V(e.visit,st,i,p=>p.viewer?.feed.edges.length?p.viewer.feed:p.feed),s=o.first?.viewer,a=s?s.user.followedTribeCount+s.user.followedUserCount:0;a?fn.add(U()):s&&fn.delete(U());let l=a>0||n==="FOR_YOU",m=re(o.answers.map(p=>l&&p.viewer?p.viewer.feed:p.feed)),d=s?.user.followedTribes.edges.map(({node:p})=>p)??[],c=Ht(m.map(({tribe:p})=>p),d);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:l?"Home":"Everything"}),r(q,{label:"Order",words:vr,chosen:n,href:p=>P("","",{order:p})})]}),o.first&&!l&&r("div",{class:"hint panel",children:[r("p",{children:[s?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",s?"Follow a tribe, and its articles make your home feed.":"Choose who you are at the top of the page."]}),s&&r("p",{class:"chips",children:c.filter(({slug:p})=>p!==null).map(p=>r("a",{class:"chip",href:P("tribe",p.slug??""),children:p.name??p.slug},p.id))})]}),r(ye,{refresh:o.refresh}),r(oe,{articles:m,more:o.more,busy:o.busy}),!o.first&&o.busy&&r(j,{}),o.failure&&r(K,{failure:o.failure,again:o.again}),o.first&&!m.length&&r(M,{children:"Nothing here yet. What you follow will write something."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:[r(me,{title:"You follow",tribes:d}),r(me,{title:"Tribes to follow",tribes:c})]})]})}function Mt({route:e}){let n=L(e,"order",["NEW","HOT","TOP"]),t=V(e.visit,at,{order:n},o=>o.feed),i=re(t.answers.map(({feed:o})=>o));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Everything"}),r(q,{label:"Order",words:te,chosen:n,href:o=>P("all","",{order:o})})]}),r(ye,{refresh:t.refresh}),r(oe,{articles:i,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(j,{}),t.failure&&r(K,{failure:t.failure,again:t.again}),t.first&&!i.length&&r(M,{children:"Nobody has written anything yet."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(me,{title:"Tribes here",tribes:Ht(i.map(({tribe:o})=>o),[])})})]})}function Ht(e,n){let t=new Set(n.map(({id:i})=>i));return[...new Map(e.map(i=>[i.id,i])).values()].filter(({id:i})=>!t.has(i)).slice(0,8)}function Ot({route:e}){D();let n=L(e,"order",["NEW","HOT","TOP"]),t=V(e.visit,lt,{slug:e.of,order:n},a=>a.tribe?.feed),i=t.first?.tribe,o=i&&k(i),s=re(t.answers.map(a=>a.tribe?.feed));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r(A,{name:v(o),square:!0}),r("div",{class:"profile-words",children:[r("h1",{children:v(o)}),o.description&&r(X,{html:o.description}),r("p",{class:"facts",children:[r("span",{children:E(o.followerCount,"follower")}),r("span",{children:E(o.articleCount,"article")})]})]}),r(ne,{of:o,name:v(o),follow:()=>le(o)})]}),o&&r(q,{label:"Order",words:te,chosen:n,href:a=>P("tribe",e.of,{order:a})}),o&&r(ye,{refresh:t.refresh}),r(oe,{articles:s,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(j,{}),t.failure&&r(K,{failure:t.failure,again:t.again}),t.first&&!o&&r(M,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),o&&!s.length&&r(M,{children:"Nobody has written here yet."})]}),r("aside",{class:"side-column","aria-label":"Followers",children:o&&o.followers.edges.length>0&&r("section",{class:"panel",children:[r("h2",{children:"Latest followers"}),r("ul",{class:"rows",children:o.followers.edges.map(({node:a})=>r("li",{children:[r(A,{name:v(k(a))}),r("span",{class:"row-name",children:r(ue,{user:a})})]},a.id))})]})})]})}function Rt({route:e}){D();let n=L(e,"order",["NEW","HOT","TOP"]),t=V(e.visit,ut,{handle:e.of,order:n},l=>l.user?.feed),i=t.first?.user,o=i&&k(i),s=o?.id===t.first?.viewer?.user.id,a=re(t.answers.map(l=>l.user?.feed));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r(A,{name:v(o)}),r("div",{class:"profile-words",children:[r("h1",{children:v(o)}),o.bio&&r(X,{html:o.bio}),r("p",{class:"facts",children:[r("span",{children:E(o.followerCount,"follower")}),r("span",{children:E(o.articleCount,"article")}),r("span",{children:[E(o.bumpsReceived,"bump")," received"]})]})]}),!s&&r(ne,{of:o,name:v(o),follow:()=>ft(o)})]}),o&&r(q,{label:"Order",words:te,chosen:n,href:l=>P("user",e.of,{order:l})}),r(oe,{articles:a,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(j,{}),t.failure&&r(K,{failure:t.failure,again:t.again}),t.first&&!o&&r(M,{children:["There is nobody called \u201C",e.of,"\u201D."]}),o&&!a.length&&r(M,{children:[v(o)," has written nothing yet."]})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(me,{title:"Follows",tribes:o?.followedTribes.edges.map(({node:l})=>l)??[]})})]})}var Cr={"":Ut,all:Mt,tribe:Ot,user:Rt,article:Et};function xr(){let[e,n]=O(cn),[t,i]=O(U);R(()=>{let a=()=>{Nt.set(e.visit,scrollY),n(cn())};return addEventListener("popstate",a),()=>removeEventListener("popstate",a)},[e]),R(()=>{let a=Nt.get(e.visit);scrollTo(0,a??0),a===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let o=a=>{Qn(a),qn(),he(),i(a)},s=Cr[e.page];return r(I,{children:[r("a",{class:"skip",href:"#main",onClick:a=>{a.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),r(Dt,{route:e,me:t,choose:o}),r("main",{id:"main",tabIndex:-1,children:s?r(s,{route:e},`${t} ${e.visit}`):r(M,{children:"There is no such page."})}),r(dt,{}),r(It,{})]})}var Nt=new Map;history.scrollRestoration="manual";At();Fn(r(xr,{}),document.body);
