var k,Gt,Hr,be,pt,nt,Yt,Je,Xt,gt,ft,Br,Ve=Symbol.for("pv"),rt={},ot=[],Lr=/^m(i|n|o|s|text|space)$/,bt=Array.isArray,Jt=ot.slice,Pe=Object.assign;function Se(e){e&&e.parentNode&&e.remove()}function Ze(e,t,n,o,i){var a={type:e,props:t,key:n,ref:o,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Ve,__v:i||++Gt,__i:-1,__u:0};return!i&&k.vnode&&k.vnode(a),a}function V(e){return e.children}function et(e,t){this.props=e,this.context=t,this.__g=0}function ye(e,t){if(t==null)return e.__&&ye(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!="function"||e.props.__P?null:ye(e)}function Vr(e){var t,n=e.__v,o=n.__e,i=[],a=[],s=e.__P;s&&((t=Pe({constructor:Ve},n)).__v=n.__v+1,k.vnode&&k.vnode(t),yt(s,t,n,e.__n,s.namespaceURI,32&n.__u?[o]:null,i,o||ye(n),32&n.__u,a),t.__v=n.__v,t.__.__k[t.__i]=t,on(i,t,a),n.__=n.__e=null,t.__e!=o&&Zt(t))}function Zt(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),Zt(e)}function Kt(e){(8&e.__g||(e.__g|=8,be.push(e),nt++))&&pt==k.debounceRendering||((pt=k.debounceRendering)||queueMicrotask)(en)}function en(){try{for(var e,t=1;be.length;)be.length>t&&be.sort(Yt),e=be.shift(),t=be.length,8&e.__g&&Vr(e)}finally{(nt=be.length)&&(pt||queueMicrotask)(en)}}function tn(e,t,n,o,i,a,s,l,d,m,c){var b,p,u,y,M,x,C=o.__k||ot,g=t.length;for(d=qr(n,t,C,d,g),b=0;b<g;b++)(u=n.__k[b])!=null&&(p=~u.__i&&C[u.__i]||rt,u.__i=b,x=yt(e,u,p,i,a,s,l,d,m,c),y=u.__e,(p.ref!=u.ref||8&p.__u)&&(p.ref&&_t(p.ref,null,u,p),u.ref&&c.push(u.ref,u.__c||y,u)),M=M||y,4&u.__u?(d=nn(u,d,e,!p.__v),p.__e&&(p.__e=null)):typeof u.type=="function"&&x!==void 0?d=x:y&&(d=y.nextSibling),u.__u&=-21);return n.__e=M,d}function qr(e,t,n,o,i){var a,s,l,d,m,c,b,p,u,y=n.length,M=y,x=0,C=0,g=e.__k=Array(i);for(a=0;a<i;a++)(s=t[a])!=null&&typeof s!="boolean"&&typeof s!="function"?(typeof s!="object"||s.constructor===String?s=g[a]=Ze(null,s):bt(s)?s=g[a]=Ze(V,{children:s}):s.constructor===Ve&&s.__b?s=g[a]=Ze(s.type,s.props,s.key,s.ref,s.__v):g[a]=s,d=a+x,s.__=e,s.__b=e.__b+1,l=null,~(m=s.__i=Wr(s,n,d,M))&&(M--,(l=n[m])&&(l.__u|=2)),l&&l.__v?(s.__u|=16,m==d-1?x--:m==d+1?x++:m!=d&&(m>d?x--:x++,C=1)):(~m||(i>y?x--:i<y&&x++),typeof s.type!="function"&&(s.__u|=4))):g[a]=null;if(C){for(c=[],b=[],a=0;a<i;a++)if((s=g[a])&&16&s.__u){for(x=0,p=c.length;x<p;)c[u=x+p>>1]<s.__i?x=u+1:p=u;c[x]=s.__i,b[a]=x+1}for(x=c.length;a--;)b[a]&&(b[a]==x?x--:g[a].__u|=4)}if(M)for(a=0;a<y;a++)!(l=n[a])||2&l.__u||(l.__e==o&&(o=ye(l)),ht(l,l));return o}function nn(e,t,n,o){var i,a,s,l;if(typeof e.type=="function"){if(e.props.__P)return t;if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&(i[a].__=e,t=nn(i[a],t,n,!1));return t}for(t&&!t.parentNode&&(t=ye(e))&&!t.parentNode&&(t=null),s=e.__e,l=t;l&&l.nodeType==8;)l=l.nextSibling;for(s!=l&&(!o&&n.moveBefore&&s.parentNode?n.moveBefore(s,t):n.insertBefore(s,t||null)),t=s;(t=t&&t.nextSibling)&&t.nodeType==8&&!t.data.startsWith("$s"););return t}function Wr(e,t,n,o){var i,a=e.key,s=e.type,l=t[n],d=l&&!(2&l.__u);if(l===null&&a==null||d&&a==l.key&&s==l.type)return n;if(o>(d?1:0)){for(i=n-1;i>=0;i--)if((l=t[i])&&!(2&l.__u)&&a==l.key&&s==l.type)return i;for(i=n+1;i<t.length;i++)if((l=t[i])&&!(2&l.__u)&&a==l.key&&s==l.type)return i}return-1}function zt(e,t,n){n==null&&(n=""),t[0]=="-"?e.setProperty(t,n):e[t]=n}function Xe(e,t,n,o,i){var a,s;if(t=="style")if(typeof n=="string")e.style.cssText=n;else{if(typeof o=="string"&&(e.style.cssText=o=""),o)for(t in o)n&&t in n||zt(e.style,t);if(n)for(t in n)o&&n[t]==o[t]||zt(e.style,t,n[t])}else if(t[0]=="o"&&t[1]=="n")typeof n!="function"&&(n=null),typeof o!="function"&&(o=null),(e.__e||(e.__e={}))[t]=n,n&&o||(s=ft[t]||(ft[t]=Qr(t)),(e.__a||(e.__a={}))[t]=gt,a=t!=(t=t.replace(Xt,"$1")),(t=t.slice(2))[0]<"a"&&(t=t.toLowerCase()),n?e.addEventListener(t,s,a):e.removeEventListener(t,s,a));else{if(i=="http://www.w3.org/2000/svg")t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(t!="width"&&t!="height"&&t!="href"&&t!="list"&&t!="form"&&t!="tabIndex"&&t!="download"&&t!="rowSpan"&&t!="colSpan"&&t!="role"&&t!="popover"&&t in e)try{return void(e[t]=n??"")}catch{}if(typeof n=="function")return;n==null||n===!1&&t[4]!="-"?e.removeAttribute(t):e.setAttribute(t,t=="popover"&&n==1?"":n)}}function Qr(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[Je]==null)t[Je]=gt++;else if(t[Je]<this.__a[e])return;return n(k.event?k.event(t):t)}}}function yt(e,t,n,o,i,a,s,l,d,m){var c,b,p,u,y,M,x,C,g,_,E,re,oe,ge,z,ke,ie,me,te=t.type;if(t.constructor!==Ve)return null;128&n.__u&&(d=32&n.__u,c=n.__c.__z)&&(t.__u|=d,b=a=[],c.nodeType==8?l=tt(c,a):a.push(c),l=a[0]||l),(c=k.__b)&&c(t);e:if(typeof te=="function"){p=s.length;try{if(C=t.props,g=(c=te.prototype)&&c.render,_=(c=te.contextType)&&o[c.__c],E=c?_?_.props.value:c.__:o,(u=n.__c)?(t.__c=u,2&u.__g&&(u.__g|=1)):(g?t.__c=u=new te(C,E):(t.__c=u=new et(C,E),u.constructor=te,u.render=Kr),_&&_.sub(u),u.state||(u.state={}),u.__n=o,u.__g|=8,u.__h=[],u.__k=[]),g&&(u.__s||(u.__s=u.state),te.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=Pe({},u.__s)),Pe(u.__s,te.getDerivedStateFromProps(C,u.__s)))),y=u.props,M=u.state,u.__v=t,n.__c){if(C!==y&&g&&!te.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(C,E),t.__v==n.__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(C,u.__s,E)===!1){t.__v!=n.__v&&(u.props=C,u.state=u.__s,u.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(W){W&&(W.__=t)}),ot.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&s.push(u),l=ye(n);break e}u.componentWillUpdate&&u.componentWillUpdate(C,u.__s,E),g&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(y,M,x)})}else g&&!te.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),g&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=E,u.props=C,u.__P=e,u.__g&=-5,re=k.__r,oe=g?25:0;do u.__g&=-9,re&&re(t),c=u.render(u.props,u.state=u.__s,u.context);while(8&u.__g&&++oe<25);g&&(ot.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(o=Pe({},o,u.getChildContext())),g&&n.__c&&u.getSnapshotBeforeUpdate&&(x=u.getSnapshotBeforeUpdate(y,M)),ge=c&&c.type===V&&c.key==null?c.props.children:c,C.__P&&(c=l,i=(e=C.__P).namespaceURI,d=a=null,n.props&&n.props.__P!=e&&(n.__k.some(function(W){W&&ht(W,W)}),n.__k=null),l=n.__k?ye(n,0):null),l=tn(e,bt(ge)?ge:[ge],t,n,o,i,a,s,l,d,m),C.__P&&(t.__e=null,l=c),t.__u&=-161,b&&b.some(Se),u.__h.length&&s.push(u),1&u.__g&&(u.__g&=-4)}catch(W){if(s.length=p,t.__v=null,d||a)if(W&&W.then){if(t.__u|=128|d,a){for(~(ie=a.indexOf(l||void 0))||(ie=a.length);(me=a[ie-1])&&me.nodeType==8;)ie--;for(;ie<a.length;ie++)if(me=a[ie])if(a[ie]=null,z){if(me==ke)break}else{if(me.nodeType!=8)break;me.data.startsWith("$s")&&(ke=tt(z=me))}}if(!z){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;z=l}(c=tt(z=t.__c.__z||(t.__c.__z=z)))?(t.__e=z,l=c):t.__e=l,l=l&&l.nextSibling}else a&&a.some(Se);else t.__e=n.__e;t.__k||(t.__k=n.__k||[]),W&&W.then||rn(t),k.__e(W,t,n)}}else l=t.__e=jr(n.__e,t,n,o,i,a,s,d,m,e);return(c=k.diffed)&&c(t),l}function tt(e,t){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))n++;else if(e.data.startsWith("/$s")&&!--n)return e}t&&t.push(e)}}function rn(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(rn))}function on(e,t,n){for(var o=0;o<n.length;)_t(n[o++],n[o++],n[o++]);k.__c&&k.__c(t,e),e.some(function(i){try{e=i.__h,i.__h=[],e.some(function(a){a.call(i)})}catch(a){k.__e(a,i.__v)}})}function jr(e,t,n,o,i,a,s,l,d,m){var c,b,p,u,y,M,x,C,g=n.props||rt,_=t.props,E=t.type;if(E=="svg"?i="http://www.w3.org/2000/svg":E=="math"?i="http://www.w3.org/1998/Math/MathML":i||(i="http://www.w3.org/1999/xhtml"),a){for(c=0;c<a.length;c++)if((y=a[c])&&(E?y.localName==E:y.nodeType==3)){e=y,a[c]=null;break}}if(!e){if(C=m.ownerDocument||document,!E)return C.createTextNode(_);e=C.createElementNS(i,E,_.is?_:m),l&&(k.__m&&k.__m(t,a),l=!1),a=null}if(E){if(m=E=="template"&&e.content||e,a=E=="textarea"&&_.defaultValue!=null?null:a&&Jt.call(m.childNodes),!l&&a)for(g={},c=0;c<e.attributes.length;c++)g[(y=e.attributes[c]).name]=y.value;for(c in g)y=g[c],c=="dangerouslySetInnerHTML"?p=y:c=="children"||c in _||c=="value"&&"defaultValue"in _||c=="checked"&&"defaultChecked"in _||Xe(e,c,null,y,i);for(c in _)y=_[c],c=="children"?u=y:c=="dangerouslySetInnerHTML"?b=y:c=="value"?M=y:c=="checked"?x=y:l&&typeof y!="function"||g[c]===y||Xe(e,c,y,g[c],i);b?(l||p&&(b.__html==p.__html||b.__html==e.innerHTML)||(e.innerHTML=b.__html),t.__k=[]):(p&&(e.textContent=""),(E=="foreignObject"||i=="http://www.w3.org/1998/Math/MathML"&&Lr.test(E))&&(i="http://www.w3.org/1999/xhtml"),tn(m,bt(u)?u:[u],t,n,o,i,a,s,a?a[0]:n.__k&&ye(n,0),l,d),a&&a.some(Se)),l&&E!="textarea"||(c="value",E=="progress"&&M==null?e.removeAttribute(c):M==null||M===e[c]&&(E!="progress"||M)||Xe(e,c,M,g[c],i),c="checked",x!=null&&x!=e[c]&&Xe(e,c,x,g[c],i))}else g===_||l&&e.data==_||(e.data=_);return e}function _t(e,t,n,o){try{typeof e=="function"?t?t.__x=e(t)||1:o&&(o=o.__c||o.__e)&&(t=o.__x)&&(o.__x=null,typeof t=="function"?t():e(null)):e.current=t}catch(i){k.__e(i,n)}}function ht(e,t,n){var o,i,a,s;if(k.unmount&&k.unmount(e),!(o=e.ref)||o.current&&o.current!=e.__e||_t(o,null,t,e),o=e.__c){if(o.componentWillUnmount)try{o.componentWillUnmount()}catch(l){k.__e(l,t)}o.__P=o.__n=null}if(o=e.__k)for(s=0;s<o.length;s++)o[s]&&ht(o[s],t,typeof e.type!="function"||n&&!e.props.__P);!n&&(o=e.__c)&&(o=o.__z)&&(i=tt(o,a=[]))&&(o==e.__e&&a.some(Se),Se(i),Se(o)),n||Se(e.__e),e.__e=e.__c=e.__=null}function Kr(e,t,n){return this.constructor(e,n)}function sn(e,t){var n,o,i,a;k.__&&k.__(e,t),t.nodeType==9&&(t=t.documentElement),o=(n=e&&32&e.__u)?null:t.__k,t.__k=Ze(V,{children:[e]}),i=[],a=[],yt(t,t.__k,o||rt,rt,t.namespaceURI,o?null:t.firstChild?Jt.call(t.childNodes):null,i,o?o.__e:t.firstChild,n,a),on(i,t.__k,a),t.__k.props.children=null}k={__e:function(e,t,n,o){for(var i,a,s;t=t.__;)if((i=t.__c)&&!(1&i.__g)){i.__g|=4;try{if((s=(a=i.constructor)&&a.getDerivedStateFromError)&&i.setState(a.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,o||{}),s=1),s&&8&i.__g)return void(i.__g|=2)}catch(l){e=l}}throw nt=0,e}},Gt=0,Hr=function(e){return e!=null&&e.constructor===Ve},et.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=Pe({},this.state)),typeof e=="function"&&(e=e(Pe({},n),this.props)),e&&(Pe(n,e),this.__v&&(t&&this.__k.push(t),Kt(this)))},et.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),Kt(this))},et.prototype.render=V,be=[],nt=0,Yt=function(e,t){return e.__v.__b-t.__v.__b},Je=Symbol(),Xt=/(PointerCapture)$|Capture$/i,gt=0,ft={},Br=0;var We,B,wt,an,vt=Object.is,it=0,bn=[],xt=[],O=k,ln=O.__b,un=O.__r,cn=O.diffed,mn=O.__c,dn=O.unmount,pn=O.__;function Tt(e,t){O.__h&&O.__h(B,e,it||t),it=0;var n=B.__H||(B.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function Q(e){return it=1,kt(_n,e)}function kt(e,t,n){var o=Tt(We++,2);if(o.t=e,!o.__c&&(o.__=[n?n(t):_n(void 0,t),function(a){var s=(o.__N||o.__)[0],l=o.t(s,a);vt(s,l)||(o.__N=[l,o.__[1]],o.__c.setState({}))}],o.__c=B,!B.__f)){B.__f=!0;var i=B.shouldComponentUpdate;B.shouldComponentUpdate=function(a,s,l){var d=this.__H;if(!d)return!0;var m=!1,c=this.props!=a;if(d.__.some(function(p){p.__N&&(m=!0,vt(p.__[0],p.__N[0])||(c=!0))}),i){var b=i.call(this,a,s,l);return m?b||c:b}return!m||c}}return o.__}function F(e,t){var n=Tt(We++,3);!O.__s&&yn(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,B.__H.__h.push(n))}function Qe(e){return it=5,St(function(){return{current:e}},[])}function St(e,t){var n=Tt(We++,7);return yn(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function zr(){var e;do{for(;e=xt.shift();)try{qe(e)}catch(n){O.__e(n,{__:(e=e.__P)&&e.__v})}for(;e=bn.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(qe),t.__h.some(Ct),t.__h=[]}catch(n){t.__h=[],O.__e(n,e.__v)}}}while(xt.length)}O.__b=function(e){B=null,ln&&ln(e)},O.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),pn&&pn(e,t)},O.__r=function(e){un&&un(e),We=0;var t=(B=e.__c).__H;t&&(wt==B?B.__h=[]:(t.__h.some(qe),t.__h.some(Ct),We=0),t.__h=[],t.__.some(function(n){n.__N&&(n.__=n.__N),n.u=n.__N=void 0})),wt=B},O.diffed=function(e){cn&&cn(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&gn(bn.push(t)),t.__H.__.some(function(n){n.u&&(n.__H=n.u)})),wt=B=null},O.__c=function(e,t){t.some(function(n){try{n.__h.some(qe),n.__h=n.__h.filter(function(o){return!o.__||Ct(o)})}catch(o){n.__h=[function(){throw o}]}}),mn&&mn(e,t)},O.unmount=function(e){dn&&dn(e);var t,n,o=e.__c;o&&o.__H&&(o.__H.__.some(function(i){try{if(i.__P&&i.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n=n&&n.__c}i.__P=n,gn(xt.push(i))}else qe(i)}catch(a){t=a}}),o.__H=void 0,t&&O.__e(t,o.__v))};var fn=typeof requestAnimationFrame=="function";function Gr(e){var t,n=function(){clearTimeout(o),fn&&cancelAnimationFrame(t),setTimeout(e)},o=setTimeout(n,35);fn&&(t=requestAnimationFrame(n))}function gn(e){e!=1&&an==O.requestAnimationFrame||((an=O.requestAnimationFrame)||Gr)(zr)}function qe(e){var t=B,n=e.__c;typeof n=="function"&&(e.__c=void 0,n()),B=t}function Ct(e){var t=B;e.__c=e.__(),B=t}function yn(e,t){return!e||e.length!=t.length||t.some(function(n,o){return!vt(n,e[o])})}function _n(e,t){return typeof t=="function"?t(e):t}function se(e){let t=new Set;return{get:()=>e,set(n){e=n;for(let o of t)o()},watch(n){return t.add(n),()=>{t.delete(n)}}}}function ne(e){let[t,n]=Q(()=>e.get());return F(()=>(n(()=>e.get()),e.watch(()=>n(()=>e.get()))),[e]),t}var je=se(""),st=se(0);function hn(e){let{viewer:t,markNotificationsRead:n}=e,o=(t??n)?.inbox?.unreadCount;(t===null||o!==void 0)&&st.set(o??0),(t===null||t?.user)&&je.set(t?.user?.id??"")}var Yr=5e3,_e=new Map,Pt=se(0);function Re(e){Et(e);for(let t of _e.keys()){if(_e.size<=Yr)break;_e.delete(t)}Pt.set(Pt.get()+1)}function Et(e){if(Array.isArray(e))e.forEach(Et);else if(e!==null&&typeof e=="object"){let t=e;if(typeof t.id=="string"){let n=Object.entries(t).filter(([,o])=>o===null||typeof o!="object");_e.set(t.id,{..._e.get(t.id),...Object.fromEntries(n)})}Object.values(t).forEach(Et)}}function S(e){return{...e,..._e.get(e.id)}}function wn(e,t){let n=_e.get(e)??{};Re({id:e,...t});let o=Object.fromEntries(Object.keys(t).map(i=>[i,n[i]]));return()=>Re({id:e,...o})}function vn(){_e.clear()}function $(){ne(Pt)}var Ke="",at={};function Ue(){if(!Ke)return"";let e=Object.fromEntries(Object.entries(at).sort());return btoa(JSON.stringify([Ke,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function At(e){let[t,n]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));t>Ke&&(Ke=t);for(let[o,i]of Object.entries(n))at[o]=Math.max(at[o]??0,i)}function xn(){Ke="",at={}}var lt="bandstand.viewer";var Cn=["you","pat","enzo","jutta","masako","colin"],Tn=sessionStorage.getItem(lt)??localStorage.getItem(lt)??"you";function j(){return Tn}function kn(e){Tn=e,sessionStorage.setItem(lt,e),localStorage.setItem(lt,e)}function Sn(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var Xr=3,Jr=300,Zr=1e4,de=class extends Error{constructor(n,o,i){super(n);this.code=o;this.retryable=i}code;retryable},Dt=new Set;async function he(e,t){if(!e.trimStart().startsWith("mutation"))return await Promise.allSettled(Dt),Pn(e,t);let n=Pn(e,t);return Dt.add(n),n.finally(()=>Dt.delete(n))}async function Pn(e,t){for(let n=1;;n++)try{return await eo(e,t)}catch(o){if(!(o instanceof de)||!o.retryable||n===Xr)throw o;await new Promise(i=>setTimeout(i,Jr*n))}}async function eo(e,t){let n=j(),o=await to(JSON.stringify({query:e.toString(),variables:t})),[i]=o.errors??[];if(i){let{code:s="INTERNAL",retryable:l=!1}=i.extensions??{};throw s==="BAD_USER_INPUT"&&i.message.includes("X-Consistency-Token")&&xn(),new de(i.message,s,l)}o.extensions?.consistency&&At(o.extensions.consistency.token);let a=o.data;for(let s of Object.values(a))s?.receipt&&At(s.receipt.token);return n===j()&&(hn(a),Re(a)),a}async function to(e){let t={"Content-Type":"application/json"};j()&&(t["X-Viewer"]=j()),Ue()&&(t["X-Consistency-Token"]=Ue());try{let n=AbortSignal.timeout(Zr);return await(await fetch("/graphql",{method:"POST",headers:t,body:e,signal:n})).json()}catch{throw new de("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var A=class extends String{__apiType;value;__meta__;constructor(t,n){super(t),this.value=t,this.__meta__=n}toString(){return this.value}};var En=new A(`
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
    `),An=new A(`
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
    `),Dn=new A(`
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
    `),In=new A(`
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
    `),Mn=new A(`
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
    `),Rn=new A(`
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
    `),Un=new A(`
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
}`),On=new A(`
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
    `),$n=new A(`
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
}`),Hn=new A(`
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
    `),Bn=new A(`
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
}`),Ln=new A(`
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
}`),Vn=new A(`
    subscription NotificationReceived {
  notificationReceived {
    at
    isRead
  }
}
    `),qn=new A(`
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
}`),Wn=new A(`
    query Myself {
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
}`),Qn=new A(`
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
}`),zn=new A(`
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
}`),Gn=new A(`
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
}`),Yn=new A(`
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
}`),Xn=new A(`
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
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`);var no=Symbol.for("pv"),ro=0;function r(e,t,n,o,i,a){t||(t={});var s,l,d=t;if("ref"in d&&typeof e!="function")for(l in d={},t)l=="ref"?s=t[l]:d[l]=t[l];var m={type:e,props:d,key:n,ref:s,__k:null,__:null,__b:0,__e:null,__c:null,constructor:no,__v:--ro,__i:-1,__u:0};return(i||a)&&(m.__source=i,m.__self=a),k.vnode&&k.vnode(m),m}var oo=6e3,It=se(""),Jn=0;function Mt(e){clearTimeout(Jn),It.set(e),Jn=setTimeout(()=>It.set(""),oo)}function Zn(){let e=ne(It);return r("div",{class:"notice",role:"status","aria-live":"polite",children:e&&r("p",{children:e})})}var io=30,Ne=new Map,ut=se(0);function ze(){Ne.clear(),ut.set(ut.get()+1)}function G(e,t,n,o){let[,i]=kt(c=>c+1,0),a=`${e} ${JSON.stringify(n)}`,s=St(()=>Ne.get(a)??so(a),[a]);async function l(c){if(s.busy){s.late||=c===null;return}Object.assign(s,{busy:!0,late:!1,failure:null}),i(void 0);try{let b=await he(t,{...n,after:c});s.answers=c===null?[b]:[...s.answers,b]}catch(b){s.failure=b instanceof de?b:new de(String(b),"INTERNAL",!1)}s.busy=!1,i(void 0),s.late&&await l(null)}F(()=>{s.answers.length||l(null)},[a]);let d=s.answers.at(-1),m=d&&o(d)?.pageInfo;return{...s,first:s.answers[0],more:m?.hasNextPage?()=>l(m.endCursor):null,again:()=>l(s.answers.length&&s.failure&&m?m.endCursor:null),refresh:()=>l(null)}}function so(e){let t={answers:[],failure:null,busy:!1,late:!1};Ne.set(e,t);let[n]=Ne.keys();return Ne.size>io&&n!==void 0&&Ne.delete(n),t}var Ft=new Set;function ct(e){let t={input:{articleId:e.id}};return mt(e.id,sr(e),()=>e.viewerHasBumped?ae(An,t):ae(En,t))}function er(e){let t={input:{commentId:e.id}};return mt(e.id,sr(e),()=>e.viewerHasBumped?ae(In,t):ae(Dn,t))}function we(e){let t={input:{tribeId:e.id}};return ze(),mt(e.id,ar(e),()=>e.viewerIsFollowing?ae(Fn,t):ae(Mn,t))}function tr(e){let t={input:{userId:e.id}};return ze(),mt(e.id,ar(e),()=>e.viewerIsFollowing?ae(Un,t):ae(Rn,t))}function nr(e,t,n,o){return ae(Nn,{input:{articleId:e,parentId:t,body:n,idempotencyKey:o}})}async function rr(e){await he(On,{input:{articleId:e}}).catch(()=>{})}function or(e){return ae(Hn,{input:{until:e}})}async function ir(e,t){(await he(Wn,{}).catch(()=>{}))?.viewer?.user.name===null&&await ae($n,{input:{name:e,handle:t}})}function Rt(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}function sr(e){let t=e.viewerHasBumped?-1:1;return{viewerHasBumped:t>0,bumpCount:e.bumpCount+t}}function ar(e){let t=e.viewerIsFollowing?-1:1,n=e.followerCount===void 0?{}:{followerCount:e.followerCount+t};return{viewerIsFollowing:t>0,...n}}async function mt(e,t,n){if(Ft.has(e))return!1;Ft.add(e);let o=wn(e,{...t}),i=await n().finally(()=>Ft.delete(e));return i||o(),i}async function ae(e,t){try{let n=await he(e,t),[o]=Object.values(n),[i]=o?.userErrors??[];return i&&Mt(i.message),!i||i.code==="STALE"}catch(n){let o=n instanceof de&&n.code==="UNAUTHENTICATED";return Mt(o?"Choose who you are first, at the top of the page.":String(n.message)),!1}}var Ut=0;function dt(){let[e="",t=""]=location.hash.replace(/^#\/?/,"").split("?"),[n="",o=""]=e.split("/"),i=history.state;Ut=Math.max(Ut,i?.visit??0);let a=i?.visit??++Ut;return i?.visit===void 0&&history.replaceState({visit:a},""),{page:n,of:ao(o),query:new URLSearchParams(t),visit:a}}function D(e,t="",n={}){let o=new URLSearchParams(n).toString();return`#/${e}${t&&`/${encodeURIComponent(t)}`}${o&&`?${o}`}`}function le(e,t,n){return n.find(o=>o===e.query.get(t))??n[0]}function ao(e){try{return decodeURIComponent(e)}catch{return e}}var lo=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),uo=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"short"}),co=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function Nt(e){return lo.format(e)}function P(e,t,n=`${t}s`){return`${Nt(e)} ${e===1?t:n}`}function lr(e){let t=(Date.parse(e)-Date.now())/1e3;for(let[n,o]of co)if(Math.abs(t)>=o)return uo.format(Math.trunc(t/o),n);return"just now"}function ur(e){let t=e.split(/[\s-]+/).filter(Boolean);return(t.length>1?[t[0],t.at(-1)]:t).map(n=>[...n??""][0]).join("").toUpperCase()}function cr(e){let t=7;for(let n of e)t=(t*31+(n.codePointAt(0)??0))%3600;return t%360}function R({name:e,square:t}){return r("span",{class:t?"avatar square":"avatar",style:{"--hue":cr(e)},"aria-hidden":"true",children:ur(e)})}function Y(e){F(()=>{document.title=e?`${e} \xB7 Bandstand`:"Bandstand"},[e])}function w(e){return e.name??e.handle??e.slug??(e.id===je.get()?"You":"Somebody new")}function ue({user:e}){$();let t=S(e);return t.handle===null?r("span",{children:w(t)}):r("a",{href:D("user",t.handle),children:w(t)})}function Ee({tribe:e}){let t=S(e);return t.slug===null?r("span",{children:w(t)}):r("a",{href:D("tribe",t.slug),children:w(t)})}function Oe({at:e}){return r("time",{dateTime:e,title:new Date(e).toLocaleString(),children:lr(e)})}function mo(){return r("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:r("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function $e({of:e,what:t,bump:n}){$();let o=S(e);return r("button",{class:"bump","data-bump":!0,"aria-pressed":o.viewerHasBumped,onClick:()=>{n(o)},"aria-label":`Bump ${t}, ${P(o.bumpCount,"bump")}`,children:[r(mo,{}),r("span",{class:"number",children:Nt(o.bumpCount)})]})}var mr="";function fe({of:e,name:t,follow:n}){let o=Qe(null);F(()=>{e.id===mr&&document.activeElement===document.body&&o.current?.focus({preventScroll:!0})},[]);let i=()=>{mr=e.id,n()};return r("button",{class:e.viewerIsFollowing?"follow followed":"follow",ref:o,onClick:i,children:[e.viewerIsFollowing?"Following":"Follow",r("span",{class:"unseen",children:[" ",t]})]})}function He({title:e,tribes:t}){return $(),t.length?r("section",{class:"panel",children:[r("h2",{children:e}),r("ul",{class:"rows",children:t.map(S).map(n=>r("li",{children:[r(R,{name:w(n),square:!0}),r("span",{class:"row-name",children:[r(Ee,{tribe:n}),r("small",{children:P(n.followerCount,"follower")})]}),r(fe,{of:n,name:w(n),follow:()=>we(n)})]},n.id))})]}):null}function ce(e){return r("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([t,n])=>r("a",{href:e.href(t),"aria-current":t===e.chosen?"true":void 0,children:n},t))})}function ve({html:e}){return r("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function X({failure:e,again:t}){return e.code==="BAD_USER_INPUT"?r(H,{children:["There is nothing to find here: ",e.message,"."]}):r("div",{class:"trouble panel",role:"alert",children:[r("p",{children:e.message}),r("button",{onClick:t,children:"Try again"})]})}function H({children:e}){return r("div",{class:"empty panel",children:e})}function J({rows:e=4}){return r("div",{class:"skeleton",role:"status","aria-label":"Loading",children:Array.from({length:e},(t,n)=>r("div",{class:"panel",children:[r("i",{}),r("i",{}),r("i",{})]},n))})}function xe({more:e,busy:t}){return e?r("button",{class:"more",onClick:e,"aria-disabled":t,children:t?"Loading\u2026":"More"}):null}function Ot({label:e,button:t,send:n,focus:o=!1,cancel:i}){let[a,s]=Q(!1);return r("form",{class:"writing",onSubmit:async m=>{m.preventDefault();let c=m.currentTarget.elements.namedItem("text");a||!c.value.trim()||(s(!0),await n(c.value.trim())&&(c.value=""),s(!1))},children:[r("textarea",{name:"text",rows:3,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,onKeyDown:m=>{m.key==="Enter"&&(m.ctrlKey||m.metaKey)&&m.currentTarget.form?.requestSubmit(),m.key==="Escape"&&i?.()},ref:m=>{o&&m&&!m.dataset.met&&(m.dataset.met="1",m.focus())}}),r("div",{class:"writing-foot",children:[i&&r("button",{type:"button",class:"quiet",onClick:i,children:"Cancel"}),r("button",{type:"submit",class:"primary","aria-disabled":a,children:t})]})]})}var Ae=[["NEW","New"],["HOT","Hot"],["TOP","Top"]];function De(e){let t=new Map;for(let n of e)for(let{node:o}of n?.edges??[])t.has(o.id)||t.set(o.id,o);return[...t.values()]}function Ie(e){return $(),r(V,{children:[r("ol",{class:"feed",children:e.articles.map(t=>r("li",{children:r(Ht,{article:S(t)})},t.id))}),r(xe,{more:e.more,busy:e.busy})]})}function $t({article:e}){return r("div",{class:"byline",children:[r(R,{name:w(S(e.author))}),r("p",{children:[r(ue,{user:e.author}),r("small",{children:[r(Ee,{tribe:e.tribe}),r("span",{"aria-hidden":"true",children:" \xB7 "}),r(Oe,{at:e.publishedAt})]})]})]})}function Ht({article:e}){return r("article",{class:"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[r($t,{article:e}),r("h2",{id:`title-${e.id}`,children:r("a",{"data-open":!0,href:D("article",e.id),children:e.title})}),e.excerpt&&r("p",{class:"excerpt",children:e.excerpt}),r("p",{class:"foot",children:[r($e,{of:e,what:e.title,bump:ct}),r("a",{class:"said",href:D("article",e.id),children:P(e.commentCount,"comment")}),r("span",{children:P(e.viewCount,"view")})]})]})}function K(e){return e===null?"null":Array.isArray(e)?"array":typeof e}function Ce(e){return K(e)==="object"}function po(e){return Array.isArray(e)&&e.length>0&&e.every(t=>"message"in t)}function Bt(e,t){return e.length<124?e:t}var dr="graphql-transport-ws";var Z=(e=>(e[e.InternalServerError=4500]="InternalServerError",e[e.InternalClientError=4005]="InternalClientError",e[e.BadRequest=4400]="BadRequest",e[e.BadResponse=4004]="BadResponse",e[e.Unauthorized=4401]="Unauthorized",e[e.Forbidden=4403]="Forbidden",e[e.SubprotocolNotAcceptable=4406]="SubprotocolNotAcceptable",e[e.ConnectionInitialisationTimeout=4408]="ConnectionInitialisationTimeout",e[e.ConnectionAcknowledgementTimeout=4504]="ConnectionAcknowledgementTimeout",e[e.SubscriberAlreadyExists=4409]="SubscriberAlreadyExists",e[e.TooManyInitialisationRequests=4429]="TooManyInitialisationRequests",e))(Z||{}),ee=(e=>(e.ConnectionInit="connection_init",e.ConnectionAck="connection_ack",e.Ping="ping",e.Pong="pong",e.Subscribe="subscribe",e.Next="next",e.Error="error",e.Complete="complete",e))(ee||{});function pr(e){if(!Ce(e))throw new Error(`Message is expected to be an object, but got ${K(e)}`);if(!e.type)throw new Error("Message is missing the 'type' property");if(typeof e.type!="string")throw new Error(`Message is expects the 'type' property to be a string, but got ${K(e.type)}`);switch(e.type){case"connection_init":case"connection_ack":case"ping":case"pong":{if(e.payload!=null&&!Ce(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object or nullish or missing, but got "${e.payload}"`);break}case"subscribe":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${K(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Ce(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${K(e.payload)}`);if(typeof e.payload.query!="string")throw new Error(`"${e.type}" message payload expects the 'query' property to be a string, but got ${K(e.payload.query)}`);if(e.payload.variables!=null&&!Ce(e.payload.variables))throw new Error(`"${e.type}" message payload expects the 'variables' property to be a an object or nullish or missing, but got ${K(e.payload.variables)}`);if(e.payload.operationName!=null&&K(e.payload.operationName)!=="string")throw new Error(`"${e.type}" message payload expects the 'operationName' property to be a string or nullish or missing, but got ${K(e.payload.operationName)}`);if(e.payload.extensions!=null&&!Ce(e.payload.extensions))throw new Error(`"${e.type}" message payload expects the 'extensions' property to be a an object or nullish or missing, but got ${K(e.payload.extensions)}`);break}case"next":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${K(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!Ce(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${K(e.payload)}`);break}case"error":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${K(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!po(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an array of GraphQL errors, but got ${JSON.stringify(e.payload)}`);break}case"complete":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${K(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);break}default:throw new Error(`Invalid message 'type' property "${e.type}"`)}return e}function fr(e,t){return pr(typeof e=="string"?JSON.parse(e,t):e)}function Be(e,t){return pr(e),JSON.stringify(e,t)}function Vt(e){let{url:t,connectionParams:n,lazy:o=!0,onNonLazyError:i=console.error,lazyCloseTimeout:a=0,keepAlive:s=0,disablePong:l,connectionAckWaitTimeout:d=0,retryAttempts:m=5,retryWait:c=async function(I){let f=Math.pow(2,I);await new Promise(T=>setTimeout(T,f*1e3+Math.floor(Math.random()*2700+300)))},shouldRetry:b=Lt,on:p,webSocketImpl:u,generateID:y=function(){return"xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g,I=>{let f=Math.random()*16|0;return(I=="x"?f:f&3|8).toString(16)})},jsonMessageReplacer:M,jsonMessageReviver:x}=e,C;if(u){if(!go(u))throw new Error("Invalid WebSocket implementation provided");C=u}else typeof WebSocket<"u"?C=WebSocket:typeof global<"u"?C=global.WebSocket||global.MozWebSocket:typeof window<"u"&&(C=window.WebSocket||window.MozWebSocket);if(!C)throw new Error("WebSocket implementation missing; on Node you can `import WebSocket from 'ws';` and pass `webSocketImpl: WebSocket` to `createClient`");let g=C,_=(()=>{let h=(()=>{let f={};return{on(T,U){return f[T]=U,()=>{delete f[T]}},emit(T){"id"in T&&f[T.id]?.(T)}}})(),I={connecting:p?.connecting?[p.connecting]:[],opened:p?.opened?[p.opened]:[],connected:p?.connected?[p.connected]:[],ping:p?.ping?[p.ping]:[],pong:p?.pong?[p.pong]:[],message:p?.message?[h.emit,p.message]:[h.emit],closed:p?.closed?[p.closed]:[],error:p?.error?[p.error]:[]};return{onMessage:h.on,on(f,T){let U=I[f];return U.push(T),()=>{let N=U.indexOf(T);N>-1&&U.splice(N,1)}},emit(f,...T){for(let U of[...I[f]])U(...T)}}})();function E(h){let I=[_.on("error",f=>{I.forEach(T=>T()),h(f)}),_.on("closed",f=>{I.forEach(T=>T()),h(f)})];return()=>I.forEach(f=>f())}let re,oe=0,ge,z=!1,ke=0,ie=!1;async function me(){clearTimeout(ge);let[h,I]=await(re??(re=new Promise((U,N)=>(async()=>{if(z){if(await c(ke),!oe)return re=void 0,N({code:1e3,reason:"All Subscriptions Gone"});ke++}_.emit("connecting",z);let v=new g(typeof t=="function"?await t():t,dr),pe,Me;function Ye(){isFinite(s)&&s>0&&(clearTimeout(Me),Me=setTimeout(()=>{v.readyState===g.OPEN&&(v.send(Be({type:ee.Ping})),_.emit("ping",!1,void 0))},s))}E(q=>{re=void 0,clearTimeout(pe),clearTimeout(Me),N(q),q instanceof Ge&&(v.close(4499,"Terminated"),v.onerror=null,v.onclose=null)}),v.onerror=q=>_.emit("error",q),v.onclose=q=>_.emit("closed",q),v.onopen=async()=>{try{_.emit("opened",v);let q=typeof n=="function"?await n():n;if(v.readyState!==g.OPEN)return;v.send(Be(q?{type:ee.ConnectionInit,payload:q}:{type:ee.ConnectionInit},M)),isFinite(d)&&d>0&&(pe=setTimeout(()=>{v.close(Z.ConnectionAcknowledgementTimeout,"Connection acknowledgement timeout")},d)),Ye()}catch(q){_.emit("error",q),v.close(Z.InternalClientError,Bt(q instanceof Error?q.message:String(q),"Internal client error"))}};let Fe=!1;v.onmessage=({data:q})=>{try{let L=fr(q,x);if(_.emit("message",L),L.type==="ping"||L.type==="pong"){_.emit(L.type,!0,L.payload),L.type==="pong"?Ye():l||(v.send(Be(L.payload?{type:ee.Pong,payload:L.payload}:{type:ee.Pong},M)),_.emit("pong",!1,L.payload));return}if(Fe)return;if(L.type!==ee.ConnectionAck)throw new Error(`First message cannot be of type ${L.type}`);clearTimeout(pe),Fe=!0,_.emit("connected",v,L.payload,z),z=!1,ke=0;let jt=new Promise((Uo,$r)=>E($r));jt.catch(()=>{}),U([v,jt])}catch(L){v.onmessage=null,_.emit("error",L),v.close(Z.BadResponse,Bt(L instanceof Error?L.message:String(L),"Bad response"))}}})())));h.readyState===g.CLOSING&&await I;let f=()=>{},T=new Promise(U=>f=U);return[h,f,new Promise((U,N)=>{let v=E(N);h.readyState!==g.OPEN&&I.catch(N),T.then(()=>{if(v(),!oe){let pe=()=>h.close(1e3,"Normal Closure");isFinite(a)&&a>0?(clearTimeout(ge),ge=setTimeout(()=>{!oe&&h.readyState===g.OPEN&&pe()},a)):pe()}U()})})]}function te(h){if(Lt(h)&&(fo(h.code)||[Z.InternalServerError,Z.InternalClientError,Z.BadRequest,Z.BadResponse,Z.Unauthorized,Z.SubprotocolNotAcceptable,Z.SubscriberAlreadyExists,Z.TooManyInitialisationRequests].includes(h.code)))throw h;if(ie)return!1;if(Lt(h)&&h.code===1e3)return oe>0;if(!m||ke>=m||!b(h))throw h;return z=!0}o||(async()=>{for(oe++;;)try{let[,,h]=await me();await h}catch(h){try{if(!te(h))return}catch(I){return i?.(I)}}})();function W(h,I){let f=y(h),T=!1,U=!1,N=()=>{oe--,T=!0};return(async()=>{for(oe++;;)try{let[v,pe,Me]=await me();if(T)return Me.catch(()=>{}),pe();let Ye=_.onMessage(f,Fe=>{switch(Fe.type){case ee.Next:{I.next(Fe.payload);return}case ee.Error:{U=!0,T=!0,I.error(Fe.payload),N();return}case ee.Complete:{T=!0,N();return}}});v.send(Be({id:f,type:ee.Subscribe,payload:h},M)),N=()=>{!T&&v.readyState===g.OPEN&&v.send(Be({id:f,type:ee.Complete},M)),oe--,T=!0,pe()},await Me.finally(Ye);return}catch(v){if(!te(v))return}})().then(()=>{U||I.complete()}).catch(v=>{I.error(v)}),()=>{T||N()}}return{on:_.on,subscribe:W,iterate(h){let I=[],f={done:!1,error:null,resolve:()=>{}},T=W(h,{next(N){I.push(N),f.resolve()},error(N){f.done=!0,f.error=N,f.resolve()},complete(){f.done=!0,f.resolve()}}),U=(async function*(){for(;;){for(I.length||await new Promise(v=>f.resolve=v);I.length;)yield I.shift();if(f.error)throw f.error;if(f.done)return}})();return U.throw=async N=>(f.done||(f.done=!0,f.error=N,f.resolve()),{done:!0,value:void 0}),U.return=async()=>(T(),{done:!0,value:void 0}),U},async dispose(){if(ie=!0,re){let[h]=await re;h.close(1e3,"Normal Closure")}},terminate(){re&&_.emit("closed",new Ge)}}}var Ge=class extends Error{name="TerminatedCloseEvent";message="4499: Terminated";code=4499;reason="Terminated";wasClean=!1};function Lt(e){return Ce(e)&&"code"in e&&"reason"in e}function fo(e){return[1e3,1001,1006,1005,1012,1013,1014].includes(e)?!1:e>=1e3&&e<=1999}function go(e){return typeof e=="function"&&"constructor"in e&&"CLOSED"in e&&"CLOSING"in e&&"CONNECTING"in e&&"OPEN"in e}var bo=40,gr=new Map;function Le(e){let t=e.slice(0,bo).map(({id:n})=>n);F(()=>{let n=t.map(o=>Wt("",Bn,{id:o},()=>{}));return()=>n.forEach(o=>o())},[t.join()])}function br(e){F(()=>Wt(e,Vn,{},()=>{he(qn,{}).catch(()=>{})}),[e])}function qt({of:e,order:t,shown:n,refresh:o}){let[i,a]=Q([]);F(()=>Wt(e,Ln,{order:t},({feedUpdated:m})=>{a(m.edges.map(({node:c})=>c.id))}),[e,t]);let s=new Set(n.map(({id:m})=>m)),l=t==="NEW"?i.filter(m=>!s.has(m)).length:0;if(!n.length||!l)return null;let d=async()=>{await o(),scrollTo({top:0})};return r("button",{class:"fresh","aria-live":"polite",onClick:()=>{d()},children:["Show ",P(l,"new article")]})}function Wt(e,t,n,o){return yo(e).subscribe({query:t.toString(),variables:n},{next:({data:i})=>{i&&(Re(i),o(i))},error:()=>{},complete:()=>{}})}function yo(e){let t=gr.get(e);if(t)return t;let n=Vt({url:new URL("/graphql",location.href).href.replace(/^http/,"ws"),connectionParams:()=>({...e&&{"X-Viewer":e},...Ue()&&{"X-Consistency-Token":Ue()}}),shouldRetry:()=>!0,retryAttempts:Number.POSITIVE_INFINITY,keepAlive:12e3,lazyCloseTimeout:2e3});return gr.set(e,n),n}var yr=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],_o=3;function _r({article:e,comments:t,refresh:n}){$();let o=new Set(t.map(({id:l})=>l)),i=Map.groupBy(t,({parent:l})=>l&&o.has(l.id)?l.id:""),a=async(l,d,m)=>{let c=await nr(e,l,wo(d),m);return c&&await n(),c},s=(l,d)=>r("ol",{class:d?"replies":"thread","data-depth":Math.min(d,_o),children:(i.get(l)??[]).map(m=>r("li",{children:[r(ho,{comment:S(m),say:a}),i.has(m.id)&&s(m.id,d+1)]},m.id))});return r(V,{children:[r(hr,{children:(l,d)=>r(Ot,{label:"Add a comment",button:"Comment",send:async m=>await a(null,m,l)&&d()})}),s("",0)]})}function ho({comment:e,say:t}){let[n,o]=Q(!1),i=w(S(e.author));return r("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${i}`,children:[r("p",{class:"byline",children:[r(R,{name:i}),r(ue,{user:e.author}),r(Oe,{at:e.postedAt})]}),r(ve,{html:e.body}),r("p",{class:"foot",children:[r($e,{of:e,what:`the comment by ${i}`,bump:er}),r("button",{class:"quiet","aria-expanded":n,onClick:()=>o(!n),"aria-label":`Reply to ${i}`,children:"Reply"})]}),n&&r(hr,{children:a=>r(Ot,{label:`Reply to ${i}`,button:"Reply",focus:!0,cancel:()=>o(!1),send:async s=>{let l=await t(e.id,s,a);return l&&o(!1),l}})})]})}function hr({children:e}){let[t,n]=Q(Rt);return r(V,{children:e(t,()=>(n(Rt()),!0))})}function wo(e){return e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;").split(/\n{2,}/).map(n=>`<p>${n.replaceAll(`
`,"<br>")}</p>`).join("")}function wr({route:e}){$();let t=le(e,"comments",["OLD","NEW","TOP"]),n=G(e.visit,Gn,{id:e.of,order:t},m=>m.article?.comments),o=n.first?.article,i=o&&S(o);Y(i?.title);let a=n.answers.flatMap(m=>m.article?.comments.edges.map(({node:c})=>c)??[]),s=n.more||!i?0:i.commentCount-a.length;Le(o?[o]:[]),F(()=>{o&&j()&&rr(o.id)},[o?.id]);let l=i&&S(i.tribe),d=async()=>{n.more&&t==="OLD"?location.hash=D("article",e.of,{comments:"NEW"}):await n.refresh()};return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[i&&l&&r("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[r($t,{article:i}),r("h1",{id:"title",children:i.title}),r(ve,{html:i.body||i.excerpt}),i.media.map(m=>r("img",{src:m.url,alt:m.alt,loading:"lazy",referrerpolicy:"no-referrer"},m.url)),r("p",{class:"foot","aria-live":"polite",children:[r($e,{of:i,what:i.title,bump:ct}),r("span",{"data-comments":!0,children:P(i.commentCount,"comment")}),r("span",{"data-views":!0,children:P(i.viewCount,"view")}),i.repostCount>0&&r("span",{children:P(i.repostCount,"repost")})]})]}),i&&r("section",{"aria-label":"Comments",class:"comments",children:[r("header",{class:"page-head",children:[r("h2",{children:"Comments"}),r(ce,{label:"Order of comments",words:yr,chosen:t,href:m=>D("article",e.of,{comments:m})})]}),s>0&&n.first&&!n.busy&&r("button",{class:"fresh",onClick:()=>{n.refresh()},children:["Show ",P(s,"new comment")]}),r(_r,{article:i.id,comments:a,refresh:d}),!a.length&&r("p",{class:"quiet-words",children:"Nobody has said anything yet."}),r(xe,{more:n.more,busy:n.busy})]}),!n.first&&n.busy&&r(J,{rows:2}),n.failure&&r(X,{failure:n.failure,again:n.again}),n.first&&!i&&r(H,{children:"This article is not here, or no more."})]}),r("aside",{class:"side-column","aria-label":"Tribe",children:l&&r("section",{class:"panel about",children:[r(R,{name:w(l),square:!0}),r("h2",{children:r(Ee,{tribe:l})}),r("p",{children:P(l.followerCount,"follower")}),r(fe,{of:l,name:w(l),follow:()=>we(l)})]})})]})}var vo={ARTICLE_BUMPED:"bumped your article",ARTICLE_COMMENTED:"commented on your article",COMMENT_BUMPED:"bumped your comment on",COMMENT_REPLIED:"replied to your comment on",FOLLOWED:"follow you"};function vr({me:e,here:t}){br(e);let n=ne(st);return r("a",{class:"bell",href:D("inbox"),"aria-current":t?"page":void 0,children:[r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})}),r("span",{class:"unseen",children:n?`Notifications, ${n} unread`:"Notifications"}),n>0&&r("span",{class:"number","aria-hidden":"true",children:n>99?"99+":n})]})}function xr({route:e}){$(),Y("Notifications");let t=ne(st),n=G(e.visit,Yn,{},s=>s.viewer?.inbox.notifications),o=n.answers.flatMap(s=>s.viewer?.inbox.notifications.edges.map(({node:l})=>l)??[]),[i]=o,a=async()=>{i&&await or(i.at)&&await n.refresh()};return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Notifications"}),t>0&&r("button",{onClick:()=>{a()},children:"Mark all as read"})]}),r("ol",{class:"notices",children:o.map(s=>r("li",{children:r(xo,{notice:s})},s.id))}),r(xe,{more:n.more,busy:n.busy}),!n.first&&n.busy&&r(J,{}),n.failure&&r(X,{failure:n.failure,again:n.again}),n.first&&!n.first.viewer&&r(H,{children:"Choose who you are first, at the top of the page."}),n.first?.viewer&&!o.length&&r(H,{children:"Nothing yet. Write something, and others will bump it."})]})})}function xo({notice:e}){let t=e.comments.edges.map(({node:s})=>s),n=t.length?t.map(({author:s})=>s):e.actors.edges.map(({node:s})=>s),o=e.commentCount?0:e.actorCount-n.length,[i]=n,a=e.kind==="FOLLOWED"&&e.actorCount===1?"follows you":vo[e.kind];return r("article",{class:e.isRead?"hit panel":"hit panel new","data-item":!0,tabIndex:-1,"aria-labelledby":e.id,children:[r(R,{name:i?w(S(i)):"?"}),r("div",{children:[r("p",{id:e.id,children:[!e.isRead&&r("span",{class:"unseen",children:"New: "}),r(Co,{people:n,others:o})," ",a," ",e.article&&r("a",{"data-open":!0,href:D("article",e.article.id),children:r("strong",{children:e.article.title})}),!e.article&&e.kind!=="FOLLOWED"&&"that was taken down",e.commentCount>t.length&&` (${P(e.commentCount,"comment")})`]}),r(Oe,{at:e.at})]})]})}function Co({people:e,others:t}){let n=[...new Map(e.map(o=>[o.id,o])).values()];return r(V,{children:[n.map((o,i)=>r("span",{children:[i>0&&(t>0?", ":" and "),r(ue,{user:o})]},o.id)),t>0&&` and ${P(t,"other")}`]})}var kr=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["t","the tribes or people beside"],["h","home"],["?","these keys"]],Te=se(!1);function Sr(){addEventListener("keydown",e=>{let t=e.target;t.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||To(e.key,t)&&e.preventDefault()})}function To(e,t){let n=t.closest("[data-item]");return e==="j"||e==="k"?ko(n,e==="j"?1:-1):e==="b"?Cr(n??document,n?"[data-bump]":".article [data-bump]"):e==="Enter"?t===n&&Cr(n,"[data-open]"):e==="/"?Tr("#search"):e==="t"?Tr("aside a, aside button"):(e==="h"&&(location.hash="#/"),e==="?"&&Te.set(!Te.get()),e==="h"||e==="?")}function ko(e,t){let n=[...document.querySelectorAll("[data-item]")],o=e?n.indexOf(e)+t:0,i=n[Math.max(0,Math.min(o,n.length-1))];return i?.focus({preventScroll:!0}),i?.scrollIntoView({block:"nearest"}),i!==void 0}function Cr(e,t){let n=e.querySelector(t);return n?.click(),n!==null}function Tr(e){let t=document.querySelector(e);return t?.focus(),t!==null}var So=[["","All"],["ARTICLE","Articles"],["TRIBE","Tribes"],["USER","People"]];function Er({route:e}){let t=e.page==="search"?e.query.get("q")??"":"";return r("form",{class:"search",role:"search",onSubmit:n=>{n.preventDefault();let o=n.currentTarget.elements.namedItem("q");o.value.trim()&&(location.hash=D("search","",{q:o.value.trim()}))},children:r("input",{id:"search",name:"q",type:"search",maxLength:200,defaultValue:t,placeholder:"Search","aria-label":"Search articles, tribes and people",autocomplete:"off"},t)})}function Ar({route:e}){let t=e.query.get("q")?.trim()??"";Y(t?`\u201C${t}\u201D`:"Search");let n=le(e,"type",["","ARTICLE","TRIBE","USER"]);return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:t?`\u201C${t}\u201D`:"Search"}),t&&r(ce,{label:"What",words:So,chosen:n,href:o=>D("search","",{q:t,type:o})})]}),t?r(Po,{words:t,type:n||null,visit:e.visit}):r(H,{children:"Which words? The last may be the beginning of one."})]})})}function Po({words:e,type:t,visit:n}){$();let o=G(n,Xn,{query:e,type:t},a=>a.search),i=o.answers.flatMap(({search:a})=>a.edges.map(({node:s})=>s));return r(V,{children:[r("ol",{class:"feed",children:i.map(a=>r("li",{children:r(Eo,{of:a})},a.id))}),r(xe,{more:o.more,busy:o.busy}),!o.first&&o.busy&&r(J,{}),o.failure&&r(X,{failure:o.failure,again:o.again}),o.first&&!i.length&&r(H,{children:"Nothing has all these words."})]})}function Eo({of:e}){if(e.__typename==="Article")return r(Ht,{article:S(e)});if(e.__typename==="Tribe"){let t=S(e);return r(Pr,{name:w(t),square:!0,facts:P(t.followerCount,"follower"),of:r(Ee,{tribe:t}),children:r(fe,{of:t,name:w(t),follow:()=>we(t)})})}return e.__typename==="User"?r(Pr,{name:w(S(e)),facts:e.handle??"",of:r(ue,{user:e})}):null}function Pr(e){return r("article",{class:"hit panel","data-item":!0,tabIndex:-1,"aria-label":e.name,children:[r(R,{name:e.name,square:e.square===!0}),r("span",{class:"row-name",children:[e.of,r("small",{children:e.facts})]}),e.children]})}function Dr({route:e,me:t,choose:n}){let o=(i,a)=>r("a",{href:D(i),"aria-current":e.page===i?"page":void 0,children:a});return r("header",{class:"top",children:r("div",{class:"top-row",children:[r("a",{class:"brand",href:D(""),children:[r(Ao,{}),"Bandstand"]}),r("nav",{class:"places","aria-label":"Places",children:[o("","Home"),o("all","Everything")]}),r(Er,{route:e}),t&&r(vr,{me:t,here:e.page==="inbox"}),r(Do,{me:t,choose:n})]})})}function Ao(){return r("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[r("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),r("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function Do({me:e,choose:t}){$();let n=S({id:ne(je)}),o=e&&n.name||e,i=Qe(null),a=s=>{i.current&&(i.current.open=!1),i.current?.querySelector("summary")?.focus(),t(s)};return F(()=>{let s=l=>{let d=i.current;d?.open&&(l instanceof KeyboardEvent?l.key==="Escape":!d.contains(l.target))&&(d.open=!1,l instanceof KeyboardEvent&&d.querySelector("summary")?.focus())};return addEventListener("keydown",s),addEventListener("click",s),()=>{removeEventListener("keydown",s),removeEventListener("click",s)}},[]),r("details",{class:"who",ref:i,children:[r("summary",{children:[r(R,{name:o||"?"}),r("span",{class:"unseen",children:"You are "}),r("span",{class:"who-name",children:o||"signed out"})]}),r("div",{class:"menu panel",children:[r("p",{children:"In development you are who you say. Another window can be somebody else."}),r("ul",{children:[Cn.map(s=>r("li",{children:r("button",{"aria-pressed":s===e,onClick:()=>a(s),children:[r(R,{name:s}),s]})},s)),r("li",{children:r("button",{"aria-pressed":e==="",onClick:()=>a(""),children:[r(R,{name:"?"}),"signed out"]})})]}),r("form",{onSubmit:s=>{s.preventDefault();let l=s.currentTarget.elements.namedItem("name"),[d,m]=[l.value.trim(),Sn(l.value)];m&&(a(m),ir(d,m),l.value="")},children:[r("label",{children:["Somebody new",r("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),r("button",{class:"primary",children:"Become"})]})]})]})}function Ir(){let e=ne(Te),t=Qe(null);return F(()=>{e?t.current?.showModal():t.current?.close()},[e]),r("dialog",{ref:t,class:"panel","aria-labelledby":"keys",onClose:()=>Te.set(!1),children:[r("h2",{id:"keys",children:"Keys"}),r("dl",{children:kr.map(([n,o])=>r("div",{children:[r("dt",{children:r("kbd",{children:n})}),r("dd",{children:o})]},n))}),r("button",{class:"primary",onClick:()=>Te.set(!1),children:"Close"})]})}var Io=[...Ae,["FOR_YOU","For you"]],Qt=new Set;function Mr({route:e}){Y("Home");let t=le(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[n]=Q(!Qt.has(j())),o={order:t,all:t==="FOR_YOU"?"HOT":t,withAll:n},i=G(e.visit,Qn,o,u=>u.viewer?.feed.edges.length?u.viewer.feed:u.feed),a=ne(ut),[s]=Q(a);F(()=>{a!==s&&i.refresh()},[a]);let l=i.first?.viewer,d=l?l.user.followedTribeCount+l.user.followedUserCount:0;d?Qt.add(j()):l&&Qt.delete(j());let m=d>0||t==="FOR_YOU",c=De(i.answers.map(u=>m&&u.viewer?u.viewer.feed:u.feed)),b=l?.user.followedTribes.edges.map(({node:u})=>u)??[],p=Rr(i.first?.around.edges.map(({node:u})=>u.tribe)??[],b);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:m?"Home":"Everything"}),r(ce,{label:"Order",words:Io,chosen:t,href:u=>D("","",{order:u})})]}),i.first&&!m&&r("div",{class:"hint panel",children:[r("p",{children:[l?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",l?"Follow a tribe, and its articles make your home feed.":"Choose who you are at the top of the page."]}),l&&r("p",{class:"chips",children:p.filter(({slug:u})=>u!==null).map(u=>r("a",{class:"chip",href:D("tribe",u.slug??""),children:u.name??u.slug},u.id))})]}),r(qt,{of:m?j():"",order:t,shown:c,refresh:i.refresh}),r(Ie,{articles:c,more:i.more,busy:i.busy}),!i.first&&i.busy&&r(J,{}),i.failure&&r(X,{failure:i.failure,again:i.again}),i.first&&!c.length&&r(H,{children:"Nothing here yet. What you follow will write something."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:[r(He,{title:"You follow",tribes:b}),r(He,{title:"Tribes to follow",tribes:p})]})]})}function Fr({route:e}){Y("Everything");let t=le(e,"order",["NEW","HOT","TOP"]),n=G(e.visit,jn,{order:t},i=>i.feed),o=De(n.answers.map(({feed:i})=>i));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Everything"}),r(ce,{label:"Order",words:Ae,chosen:t,href:i=>D("all","",{order:i})})]}),r(qt,{of:"",order:t,shown:o,refresh:n.refresh}),r(Ie,{articles:o,more:n.more,busy:n.busy}),!n.first&&n.busy&&r(J,{}),n.failure&&r(X,{failure:n.failure,again:n.again}),n.first&&!o.length&&r(H,{children:"Nobody has written anything yet."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(He,{title:"Tribes here",tribes:Rr(o.map(({tribe:i})=>i),[])})})]})}function Rr(e,t){let n=new Set(t.map(({id:o})=>o));return[...new Map(e.map(o=>[o.id,o])).values()].filter(({id:o})=>!n.has(o)).slice(0,8)}function Ur({route:e}){$();let t=le(e,"order",["NEW","HOT","TOP"]),n=G(e.visit,Kn,{slug:e.of,order:t},s=>s.tribe?.feed),o=n.first?.tribe,i=o&&S(o);Y(i?w(i):void 0);let a=De(n.answers.map(s=>s.tribe?.feed));return Le(a),r("div",{class:"columns",children:[r("div",{class:"main-column",children:[i&&r("header",{class:"profile panel",children:[r(R,{name:w(i),square:!0}),r("div",{class:"profile-words",children:[r("h1",{children:w(i)}),i.description&&r(ve,{html:i.description}),r("p",{class:"facts",children:[r("span",{children:P(i.followerCount,"follower")}),r("span",{children:P(i.articleCount,"article")})]})]}),r(fe,{of:i,name:w(i),follow:()=>we(i)})]}),i&&r(ce,{label:"Order",words:Ae,chosen:t,href:s=>D("tribe",e.of,{order:s})}),r(Ie,{articles:a,more:n.more,busy:n.busy}),!n.first&&n.busy&&r(J,{}),n.failure&&r(X,{failure:n.failure,again:n.again}),n.first&&!i&&r(H,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),i&&!a.length&&r(H,{children:"Nobody has written here yet."})]}),r("aside",{class:"side-column","aria-label":"People",children:[i&&r(Mo,{tribe:i}),i&&i.followers.edges.length>0&&r("section",{class:"panel",children:[r("h2",{children:"Latest followers"}),r("ul",{class:"rows",children:i.followers.edges.map(({node:s})=>r("li",{children:[r(R,{name:w(S(s))}),r("span",{class:"row-name",children:r(ue,{user:s})})]},s.id))})]})]})]})}function Mo({tribe:e}){let{leaderboard:t,viewerStanding:n}=e;return t.edges.length?r("section",{class:"panel",children:[r("h2",{children:"Leaderboard"}),r("ol",{class:"rows",children:t.edges.map(({node:o,score:i},a)=>r("li",{children:[r("span",{class:"rank",children:a+1}),r(R,{name:w(S(o))}),r("span",{class:"row-name",children:[r(ue,{user:o}),r("small",{children:P(i,"bump")})]})]},o.id))}),n&&n.place>t.edges.length&&r("p",{class:"quiet-words standing",children:["You are number ",n.place,", with ",P(n.score,"bump"),"."]})]}):null}function Nr({route:e}){$();let t=le(e,"order",["NEW","HOT","TOP"]),n=G(e.visit,zn,{handle:e.of,order:t},l=>l.user?.feed),o=n.first?.user,i=o&&S(o);Y(i?w(i):void 0);let a=i?.id===n.first?.viewer?.user.id,s=De(n.answers.map(l=>l.user?.feed));return Le(s),r("div",{class:"columns",children:[r("div",{class:"main-column",children:[i&&r("header",{class:"profile panel",children:[r(R,{name:w(i)}),r("div",{class:"profile-words",children:[r("h1",{children:w(i)}),i.bio&&r(ve,{html:i.bio}),r("p",{class:"facts",children:[r("span",{children:P(i.followerCount,"follower")}),r("span",{children:P(i.articleCount,"article")}),r("span",{children:[P(i.bumpsReceived,"bump")," received"]})]})]}),!a&&r(fe,{of:i,name:w(i),follow:()=>tr(i)})]}),i&&r(ce,{label:"Order",words:Ae,chosen:t,href:l=>D("user",e.of,{order:l})}),r(Ie,{articles:s,more:n.more,busy:n.busy}),!n.first&&n.busy&&r(J,{}),n.failure&&r(X,{failure:n.failure,again:n.again}),n.first&&!i&&r(H,{children:["There is nobody called \u201C",e.of,"\u201D."]}),i&&!s.length&&r(H,{children:[w(i)," has written nothing yet."]})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(He,{title:"Follows",tribes:i?.followedTribes.edges.map(({node:l})=>l)??[]})})]})}var Fo={"":Mr,all:Fr,tribe:Ur,user:Nr,article:wr,inbox:xr,search:Ar};function Ro(){let[e,t]=Q(dt),[n,o]=Q(j);F(()=>{let s=()=>{Or.set(e.visit,scrollY),t(dt())},l=d=>{d.target.closest("a")?.getAttribute("href")===location.hash&&(history.replaceState(null,""),t(dt()))};return addEventListener("popstate",s),addEventListener("click",l),()=>{removeEventListener("popstate",s),removeEventListener("click",l)}},[e]),F(()=>{let s=Or.get(e.visit);scrollTo(0,s??0),s===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let i=s=>{kn(s),vn(),ze(),o(s)},a=Fo[e.page];return r(V,{children:[r("a",{class:"skip",href:"#main",onClick:s=>{s.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),r(Dr,{route:e,me:n,choose:i}),r("main",{id:"main",tabIndex:-1,"data-visit":e.visit,children:a?r(a,{route:e},`${n} ${e.visit}`):r(H,{children:"There is no such page."})}),r("footer",{class:"bottom",children:[r("a",{href:"/graphql",children:"GraphiQL, for queries of your own"}),r("button",{class:"quiet",onClick:()=>Te.set(!0),children:["Keys: press ",r("kbd",{children:"?"})]})]}),r(Zn,{}),r(Ir,{})]})}var Or=new Map;history.scrollRestoration="manual";Sr();sn(r(Ro,{}),document.body);
