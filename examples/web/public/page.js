var k,Yn,$r,be,mn,en,Xn,Ye,Jn,fn,pn,Hr,Ve=Symbol.for("pv"),nn={},tn=[],Br=/^m(i|n|o|s|text|space)$/,gn=Array.isArray,Zn=tn.slice,Se=Object.assign;function ke(e){e&&e.parentNode&&e.remove()}function Xe(e,n,t,i,o){var s={type:e,props:n,key:t,ref:i,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Ve,__v:o||++Yn,__i:-1,__u:0};return!o&&k.vnode&&k.vnode(s),s}function V(e){return e.children}function Je(e,n){this.props=e,this.context=n,this.__g=0}function ye(e,n){if(n==null)return e.__&&ye(e.__,e.__i+1);for(var t;n<e.__k.length;n++)if((t=e.__k[n])&&t.__e)return t.__e;return typeof e.type!="function"||e.props.__P?null:ye(e)}function Lr(e){var n,t=e.__v,i=t.__e,o=[],s=[],a=e.__P;a&&((n=Se({constructor:Ve},t)).__v=t.__v+1,k.vnode&&k.vnode(n),bn(a,n,t,e.__n,a.namespaceURI,32&t.__u?[i]:null,o,i||ye(t),32&t.__u,s),n.__v=t.__v,n.__.__k[n.__i]=n,it(o,n,s),t.__=t.__e=null,n.__e!=i&&et(n))}function et(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(n){return n&&(e.__e=n.__e)}),et(e)}function zn(e){(8&e.__g||(e.__g|=8,be.push(e),en++))&&mn==k.debounceRendering||((mn=k.debounceRendering)||queueMicrotask)(nt)}function nt(){try{for(var e,n=1;be.length;)be.length>n&&be.sort(Xn),e=be.shift(),n=be.length,8&e.__g&&Lr(e)}finally{(en=be.length)&&(mn||queueMicrotask)(nt)}}function tt(e,n,t,i,o,s,a,l,m,d,c){var b,p,u,y,F,x,C=i.__k||tn,g=n.length;for(m=Vr(t,n,C,m,g),b=0;b<g;b++)(u=t.__k[b])!=null&&(p=~u.__i&&C[u.__i]||nn,u.__i=b,x=bn(e,u,p,o,s,a,l,m,d,c),y=u.__e,(p.ref!=u.ref||8&p.__u)&&(p.ref&&yn(p.ref,null,u,p),u.ref&&c.push(u.ref,u.__c||y,u)),F=F||y,4&u.__u?(m=rt(u,m,e,!p.__v),p.__e&&(p.__e=null)):typeof u.type=="function"&&x!==void 0?m=x:y&&(m=y.nextSibling),u.__u&=-21);return t.__e=F,m}function Vr(e,n,t,i,o){var s,a,l,m,d,c,b,p,u,y=t.length,F=y,x=0,C=0,g=e.__k=Array(o);for(s=0;s<o;s++)(a=n[s])!=null&&typeof a!="boolean"&&typeof a!="function"?(typeof a!="object"||a.constructor===String?a=g[s]=Xe(null,a):gn(a)?a=g[s]=Xe(V,{children:a}):a.constructor===Ve&&a.__b?a=g[s]=Xe(a.type,a.props,a.key,a.ref,a.__v):g[s]=a,m=s+x,a.__=e,a.__b=e.__b+1,l=null,~(d=a.__i=qr(a,t,m,F))&&(F--,(l=t[d])&&(l.__u|=2)),l&&l.__v?(a.__u|=16,d==m-1?x--:d==m+1?x++:d!=m&&(d>m?x--:x++,C=1)):(~d||(o>y?x--:o<y&&x++),typeof a.type!="function"&&(a.__u|=4))):g[s]=null;if(C){for(c=[],b=[],s=0;s<o;s++)if((a=g[s])&&16&a.__u){for(x=0,p=c.length;x<p;)c[u=x+p>>1]<a.__i?x=u+1:p=u;c[x]=a.__i,b[s]=x+1}for(x=c.length;s--;)b[s]&&(b[s]==x?x--:g[s].__u|=4)}if(F)for(s=0;s<y;s++)!(l=t[s])||2&l.__u||(l.__e==i&&(i=ye(l)),_n(l,l));return i}function rt(e,n,t,i){var o,s,a,l;if(typeof e.type=="function"){if(e.props.__P)return n;if(o=e.__k)for(s=0;s<o.length;s++)o[s]&&(o[s].__=e,n=rt(o[s],n,t,!1));return n}for(n&&!n.parentNode&&(n=ye(e))&&!n.parentNode&&(n=null),a=e.__e,l=n;l&&l.nodeType==8;)l=l.nextSibling;for(a!=l&&(!i&&t.moveBefore&&a.parentNode?t.moveBefore(a,n):t.insertBefore(a,n||null)),n=a;(n=n&&n.nextSibling)&&n.nodeType==8&&!n.data.startsWith("$s"););return n}function qr(e,n,t,i){var o,s=e.key,a=e.type,l=n[t],m=l&&!(2&l.__u);if(l===null&&s==null||m&&s==l.key&&a==l.type)return t;if(i>(m?1:0)){for(o=t-1;o>=0;o--)if((l=n[o])&&!(2&l.__u)&&s==l.key&&a==l.type)return o;for(o=t+1;o<n.length;o++)if((l=n[o])&&!(2&l.__u)&&s==l.key&&a==l.type)return o}return-1}function Gn(e,n,t){t==null&&(t=""),n[0]=="-"?e.setProperty(n,t):e[n]=t}function Ge(e,n,t,i,o){var s,a;if(n=="style")if(typeof t=="string")e.style.cssText=t;else{if(typeof i=="string"&&(e.style.cssText=i=""),i)for(n in i)t&&n in t||Gn(e.style,n);if(t)for(n in t)i&&t[n]==i[n]||Gn(e.style,n,t[n])}else if(n[0]=="o"&&n[1]=="n")typeof t!="function"&&(t=null),typeof i!="function"&&(i=null),(e.__e||(e.__e={}))[n]=t,t&&i||(a=pn[n]||(pn[n]=Wr(n)),(e.__a||(e.__a={}))[n]=fn,s=n!=(n=n.replace(Jn,"$1")),(n=n.slice(2))[0]<"a"&&(n=n.toLowerCase()),t?e.addEventListener(n,a,s):e.removeEventListener(n,a,s));else{if(o=="http://www.w3.org/2000/svg")n=n.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");else if(n!="width"&&n!="height"&&n!="href"&&n!="list"&&n!="form"&&n!="tabIndex"&&n!="download"&&n!="rowSpan"&&n!="colSpan"&&n!="role"&&n!="popover"&&n in e)try{return void(e[n]=t??"")}catch{}if(typeof t=="function")return;t==null||t===!1&&n[4]!="-"?e.removeAttribute(n):e.setAttribute(n,n=="popover"&&t==1?"":t)}}function Wr(e){return function(n){var t=this.__e;if(t){if(t=t[e],n[Ye]==null)n[Ye]=fn++;else if(n[Ye]<this.__a[e])return;return t(k.event?k.event(n):n)}}}function bn(e,n,t,i,o,s,a,l,m,d){var c,b,p,u,y,F,x,C,g,_,E,te,re,ge,z,Te,oe,de,ne=n.type;if(n.constructor!==Ve)return null;128&t.__u&&(m=32&t.__u,c=t.__c.__z)&&(n.__u|=m,b=s=[],c.nodeType==8?l=Ze(c,s):s.push(c),l=s[0]||l),(c=k.__b)&&c(n);e:if(typeof ne=="function"){p=a.length;try{if(C=n.props,g=(c=ne.prototype)&&c.render,_=(c=ne.contextType)&&i[c.__c],E=c?_?_.props.value:c.__:i,(u=t.__c)?(n.__c=u,2&u.__g&&(u.__g|=1)):(g?n.__c=u=new ne(C,E):(n.__c=u=new Je(C,E),u.constructor=ne,u.render=Qr),_&&_.sub(u),u.state||(u.state={}),u.__n=i,u.__g|=8,u.__h=[],u.__k=[]),g&&(u.__s||(u.__s=u.state),ne.getDerivedStateFromProps&&(u.__s==u.state&&(u.__s=Se({},u.__s)),Se(u.__s,ne.getDerivedStateFromProps(C,u.__s)))),y=u.props,F=u.state,u.__v=n,t.__c){if(C!==y&&g&&!ne.getDerivedStateFromProps&&u.componentWillReceiveProps&&u.componentWillReceiveProps(C,E),n.__v==t.__v&&!(8&u.__g)||!(4&u.__g)&&u.shouldComponentUpdate&&u.shouldComponentUpdate(C,u.__s,E)===!1){n.__v!=t.__v&&(u.props=C,u.state=u.__s,u.__g&=-9),n.__e=t.__e,n.__k=t.__k,n.__k.some(function(W){W&&(W.__=n)}),tn.push.apply(u.__h,u.__k),u.__k=[],u.__h.length&&a.push(u),l=ye(t);break e}u.componentWillUpdate&&u.componentWillUpdate(C,u.__s,E),g&&u.componentDidUpdate&&u.__h.push(function(){u.componentDidUpdate(y,F,x)})}else g&&!ne.getDerivedStateFromProps&&u.componentWillMount&&u.componentWillMount(),g&&u.componentDidMount&&u.__h.push(u.componentDidMount);u.context=E,u.props=C,u.__P=e,u.__g&=-5,te=k.__r,re=g?25:0;do u.__g&=-9,te&&te(n),c=u.render(u.props,u.state=u.__s,u.context);while(8&u.__g&&++re<25);g&&(tn.push.apply(u.__h,u.__k),u.__k=[]),u.state=u.__s,u.getChildContext&&(i=Se({},i,u.getChildContext())),g&&t.__c&&u.getSnapshotBeforeUpdate&&(x=u.getSnapshotBeforeUpdate(y,F)),ge=c&&c.type===V&&c.key==null?c.props.children:c,C.__P&&(c=l,o=(e=C.__P).namespaceURI,m=s=null,t.props&&t.props.__P!=e&&(t.__k.some(function(W){W&&_n(W,W)}),t.__k=null),l=t.__k?ye(t,0):null),l=tt(e,gn(ge)?ge:[ge],n,t,i,o,s,a,l,m,d),C.__P&&(n.__e=null,l=c),n.__u&=-161,b&&b.some(ke),u.__h.length&&a.push(u),1&u.__g&&(u.__g&=-4)}catch(W){if(a.length=p,n.__v=null,m||s)if(W&&W.then){if(n.__u|=128|m,s){for(~(oe=s.indexOf(l||void 0))||(oe=s.length);(de=s[oe-1])&&de.nodeType==8;)oe--;for(;oe<s.length;oe++)if(de=s[oe])if(s[oe]=null,z){if(de==Te)break}else{if(de.nodeType!=8)break;de.data.startsWith("$s")&&(Te=Ze(z=de))}}if(!z){for(;l&&l.nodeType==8&&l.nextSibling;)l=l.nextSibling;z=l}(c=Ze(z=n.__c.__z||(n.__c.__z=z)))?(n.__e=z,l=c):n.__e=l,l=l&&l.nextSibling}else s&&s.some(ke);else n.__e=t.__e;n.__k||(n.__k=t.__k||[]),W&&W.then||ot(n),k.__e(W,n,t)}}else l=n.__e=Kr(t.__e,n,t,i,o,s,a,m,d,e);return(c=k.diffed)&&c(n),l}function Ze(e,n){if(e&&e.nodeType==8&&e.data.startsWith("$s"))for(var t=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith("$s"))t++;else if(e.data.startsWith("/$s")&&!--t)return e}n&&n.push(e)}}function ot(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(ot))}function it(e,n,t){for(var i=0;i<t.length;)yn(t[i++],t[i++],t[i++]);k.__c&&k.__c(n,e),e.some(function(o){try{e=o.__h,o.__h=[],e.some(function(s){s.call(o)})}catch(s){k.__e(s,o.__v)}})}function Kr(e,n,t,i,o,s,a,l,m,d){var c,b,p,u,y,F,x,C,g=t.props||nn,_=n.props,E=n.type;if(E=="svg"?o="http://www.w3.org/2000/svg":E=="math"?o="http://www.w3.org/1998/Math/MathML":o||(o="http://www.w3.org/1999/xhtml"),s){for(c=0;c<s.length;c++)if((y=s[c])&&(E?y.localName==E:y.nodeType==3)){e=y,s[c]=null;break}}if(!e){if(C=d.ownerDocument||document,!E)return C.createTextNode(_);e=C.createElementNS(o,E,_.is?_:d),l&&(k.__m&&k.__m(n,s),l=!1),s=null}if(E){if(d=E=="template"&&e.content||e,s=E=="textarea"&&_.defaultValue!=null?null:s&&Zn.call(d.childNodes),!l&&s)for(g={},c=0;c<e.attributes.length;c++)g[(y=e.attributes[c]).name]=y.value;for(c in g)y=g[c],c=="dangerouslySetInnerHTML"?p=y:c=="children"||c in _||c=="value"&&"defaultValue"in _||c=="checked"&&"defaultChecked"in _||Ge(e,c,null,y,o);for(c in _)y=_[c],c=="children"?u=y:c=="dangerouslySetInnerHTML"?b=y:c=="value"?F=y:c=="checked"?x=y:l&&typeof y!="function"||g[c]===y||Ge(e,c,y,g[c],o);b?(l||p&&(b.__html==p.__html||b.__html==e.innerHTML)||(e.innerHTML=b.__html),n.__k=[]):(p&&(e.textContent=""),(E=="foreignObject"||o=="http://www.w3.org/1998/Math/MathML"&&Br.test(E))&&(o="http://www.w3.org/1999/xhtml"),tt(d,gn(u)?u:[u],n,t,i,o,s,a,s?s[0]:t.__k&&ye(t,0),l,m),s&&s.some(ke)),l&&E!="textarea"||(c="value",E=="progress"&&F==null?e.removeAttribute(c):F==null||F===e[c]&&(E!="progress"||F)||Ge(e,c,F,g[c],o),c="checked",x!=null&&x!=e[c]&&Ge(e,c,x,g[c],o))}else g===_||l&&e.data==_||(e.data=_);return e}function yn(e,n,t,i){try{typeof e=="function"?n?n.__x=e(n)||1:i&&(i=i.__c||i.__e)&&(n=i.__x)&&(i.__x=null,typeof n=="function"?n():e(null)):e.current=n}catch(o){k.__e(o,t)}}function _n(e,n,t){var i,o,s,a;if(k.unmount&&k.unmount(e),!(i=e.ref)||i.current&&i.current!=e.__e||yn(i,null,n,e),i=e.__c){if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(l){k.__e(l,n)}i.__P=i.__n=null}if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&_n(i[a],n,typeof e.type!="function"||t&&!e.props.__P);!t&&(i=e.__c)&&(i=i.__z)&&(o=Ze(i,s=[]))&&(i==e.__e&&s.some(ke),ke(o),ke(i)),t||ke(e.__e),e.__e=e.__c=e.__=null}function Qr(e,n,t){return this.constructor(e,t)}function st(e,n){var t,i,o,s;k.__&&k.__(e,n),n.nodeType==9&&(n=n.documentElement),i=(t=e&&32&e.__u)?null:n.__k,n.__k=Xe(V,{children:[e]}),o=[],s=[],bn(n,n.__k,i||nn,nn,n.namespaceURI,i?null:n.firstChild?Zn.call(n.childNodes):null,o,i?i.__e:n.firstChild,t,s),it(o,n.__k,s),n.__k.props.children=null}k={__e:function(e,n,t,i){for(var o,s,a;n=n.__;)if((o=n.__c)&&!(1&o.__g)){o.__g|=4;try{if((a=(s=o.constructor)&&s.getDerivedStateFromError)&&o.setState(s.getDerivedStateFromError(e)),o.componentDidCatch&&(o.componentDidCatch(e,i||{}),a=1),a&&8&o.__g)return void(o.__g|=2)}catch(l){e=l}}throw en=0,e}},Yn=0,$r=function(e){return e!=null&&e.constructor===Ve},Je.prototype.setState=function(e,n){var t=this.__s;t&&t!=this.state||(t=this.__s=Se({},this.state)),typeof e=="function"&&(e=e(Se({},t),this.props)),e&&(Se(t,e),this.__v&&(n&&this.__k.push(n),zn(this)))},Je.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),zn(this))},Je.prototype.render=V,be=[],en=0,Xn=function(e,n){return e.__v.__b-n.__v.__b},Ye=Symbol(),Jn=/(PointerCapture)$|Capture$/i,fn=0,pn={},Hr=0;var We,$,hn,at,wn=Object.is,rn=0,bt=[],vn=[],N=k,lt=N.__b,ut=N.__r,ct=N.diffed,dt=N.__c,mt=N.unmount,pt=N.__;function Cn(e,n){N.__h&&N.__h($,e,rn||n),rn=0;var t=$.__H||($.__H={__:[],__h:[]});return e>=t.__.length&&t.__.push({}),t.__[e]}function K(e){return rn=1,Tn(_t,e)}function Tn(e,n,t){var i=Cn(We++,2);if(i.t=e,!i.__c&&(i.__=[t?t(n):_t(void 0,n),function(s){var a=(i.__N||i.__)[0],l=i.t(a,s);wn(a,l)||(i.__N=[l,i.__[1]],i.__c.setState({}))}],i.__c=$,!$.__f)){$.__f=!0;var o=$.shouldComponentUpdate;$.shouldComponentUpdate=function(s,a,l){var m=this.__H;if(!m)return!0;var d=!1,c=this.props!=s;if(m.__.some(function(p){p.__N&&(d=!0,wn(p.__[0],p.__N[0])||(c=!0))}),o){var b=o.call(this,s,a,l);return d?b||c:b}return!d||c}}return i.__}function O(e,n){var t=Cn(We++,3);!N.__s&&yt(t.__H,n)&&(t.__P=!0,t.__=e,t.u=n,$.__H.__h.push(t))}function kn(e){return rn=5,Sn(function(){return{current:e}},[])}function Sn(e,n){var t=Cn(We++,7);return yt(t.__H,n)&&(t.__=e(),t.__H=n),t.__}function jr(){var e;do{for(;e=vn.shift();)try{qe(e)}catch(t){N.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=bt.shift();){var n=e.__H;if(e.__P&&n)try{n.__h.some(qe),n.__h.some(xn),n.__h=[]}catch(t){n.__h=[],N.__e(t,e.__v)}}}while(vn.length)}N.__b=function(e){$=null,lt&&lt(e)},N.__=function(e,n){e&&n.__k&&n.__k.__m&&(e.__m=n.__k.__m),pt&&pt(e,n)},N.__r=function(e){ut&&ut(e),We=0;var n=($=e.__c).__H;n&&(hn==$?$.__h=[]:(n.__h.some(qe),n.__h.some(xn),We=0),n.__h=[],n.__.some(function(t){t.__N&&(t.__=t.__N),t.u=t.__N=void 0})),hn=$},N.diffed=function(e){ct&&ct(e);var n=e.__c;n&&n.__H&&(n.__H.__h.length&&gt(bt.push(n)),n.__H.__.some(function(t){t.u&&(t.__H=t.u)})),hn=$=null},N.__c=function(e,n){n.some(function(t){try{t.__h.some(qe),t.__h=t.__h.filter(function(i){return!i.__||xn(i)})}catch(i){t.__h=[function(){throw i}]}}),dt&&dt(e,n)},N.unmount=function(e){mt&&mt(e);var n,t,i=e.__c;i&&i.__H&&(i.__H.__.some(function(o){try{if(o.__P&&o.__c){if(t===void 0){for(t=e.__;t&&(!t.__c||!t.__c.__P);)t=t.__;t=t&&t.__c}o.__P=t,gt(vn.push(o))}else qe(o)}catch(s){n=s}}),i.__H=void 0,n&&N.__e(n,i.__v))};var ft=typeof requestAnimationFrame=="function";function zr(e){var n,t=function(){clearTimeout(i),ft&&cancelAnimationFrame(n),setTimeout(e)},i=setTimeout(t,35);ft&&(n=requestAnimationFrame(t))}function gt(e){e!=1&&at==N.requestAnimationFrame||((at=N.requestAnimationFrame)||zr)(jr)}function qe(e){var n=$,t=e.__c;typeof t=="function"&&(e.__c=void 0,t()),$=n}function xn(e){var n=$;e.__c=e.__(),$=n}function yt(e,n){return!e||e.length!=n.length||n.some(function(t,i){return!wn(t,e[i])})}function _t(e,n){return typeof n=="function"?n(e):n}function ie(e){let n=new Set;return{get:()=>e,set(t){e=t;for(let i of n)i()},watch(t){return n.add(t),()=>{n.delete(t)}}}}function se(e){let[n,t]=K(()=>e.get());return O(()=>(t(()=>e.get()),e.watch(()=>t(()=>e.get()))),[e]),n}var En=ie(""),on=ie(0);function ht(e){let{viewer:n,markNotificationsRead:t}=e,i=(n??t)?.inbox?.unreadCount;(n===null||i!==void 0)&&on.set(i??0),(n===null||n?.user)&&En.set(n?.user?.id??"")}var Gr=5e3,_e=new Map,Pn=ie(0);function Re(e){An(e);for(let n of _e.keys()){if(_e.size<=Gr)break;_e.delete(n)}Pn.set(Pn.get()+1)}function An(e){if(Array.isArray(e))e.forEach(An);else if(e!==null&&typeof e=="object"){let n=e;if(typeof n.id=="string"){let t=Object.entries(n).filter(([,i])=>i===null||typeof i!="object");_e.set(n.id,{..._e.get(n.id),...Object.fromEntries(t)})}Object.values(n).forEach(An)}}function P(e){return{...e,..._e.get(e.id)}}function wt(e,n){let t=_e.get(e)??{};Re({id:e,...n});let i=Object.fromEntries(Object.keys(n).map(o=>[o,t[o]]));return()=>Re({id:e,...i})}function vt(){_e.clear()}function B(){se(Pn)}var Ke="",sn={};function Ue(){if(!Ke)return"";let e=Object.fromEntries(Object.entries(sn).sort());return btoa(JSON.stringify([Ke,e])).replaceAll("+","-").replaceAll("/","_").replace(/=+$/,"")}function In(e){let[n,t]=JSON.parse(atob(e.replaceAll("-","+").replaceAll("_","/")));n>Ke&&(Ke=n);for(let[i,o]of Object.entries(t))sn[i]=Math.max(sn[i]??0,o)}function xt(){Ke="",sn={}}var an="bandstand.viewer";var Ct=["you","pat","enzo","jutta","masako","colin"],Tt=sessionStorage.getItem(an)??localStorage.getItem(an)??"you";function Q(){return Tt}function kt(e){Tt=e,sessionStorage.setItem(an,e),localStorage.setItem(an,e)}function St(e){return e.normalize("NFD").replace(/[^\x20-\x7e]/g,"").toLowerCase().replace(/[^a-z0-9]+/g,"-").replace(/^-|-$/g,"").slice(0,40)}var Yr=3,Xr=300,Jr=1e4,me=class extends Error{constructor(t,i,o){super(t);this.code=i;this.retryable=o}code;retryable},Dn=new Set;async function Ee(e,n){if(!e.trimStart().startsWith("mutation"))return await Promise.allSettled(Dn),Et(e,n);let t=Et(e,n);return Dn.add(t),t.finally(()=>Dn.delete(t))}async function Et(e,n){for(let t=1;;t++)try{return await Zr(e,n)}catch(i){if(!(i instanceof me)||!i.retryable||t===Yr)throw i;await new Promise(o=>setTimeout(o,Xr*t))}}async function Zr(e,n){let t=Q(),i=await eo(JSON.stringify({query:e.toString(),variables:n})),[o]=i.errors??[];if(o){let{code:a="INTERNAL",retryable:l=!1}=o.extensions??{};throw a==="BAD_USER_INPUT"&&o.message.includes("X-Consistency-Token")&&xt(),new me(o.message,a,l)}i.extensions?.consistency&&In(i.extensions.consistency.token);let s=i.data;for(let a of Object.values(s))a?.receipt&&In(a.receipt.token);return t===Q()&&(ht(s),Re(s)),s}async function eo(e){let n={"Content-Type":"application/json"};Q()&&(n["X-Viewer"]=Q()),Ue()&&(n["X-Consistency-Token"]=Ue());try{let t=AbortSignal.timeout(Jr);return await(await fetch("/graphql",{method:"POST",headers:n,body:e,signal:t})).json()}catch{throw new me("The gateway does not answer. Is it running?","UNREACHABLE",!0)}}var D=class extends String{__apiType;value;__meta__;constructor(n,t){super(n),this.value=n,this.__meta__=t}toString(){return this.value}};var Pt=new D(`
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
    `),At=new D(`
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
    `),It=new D(`
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
    `),Dt=new D(`
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
    `),Ft=new D(`
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
    `),Mt=new D(`
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
    `),Rt=new D(`
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
    `),Ut=new D(`
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
    `),Nt=new D(`
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
}`),Ot=new D(`
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
    `),$t=new D(`
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
}`),Ht=new D(`
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
    `),Bt=new D(`
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
}`),Lt=new D(`
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
}`),Vt=new D(`
    subscription NotificationReceived {
  notificationReceived {
    at
    isRead
  }
}
    `),qt=new D(`
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
}`),Wt=new D(`
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
}`),Kt=new D(`
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
}`),Qt=new D(`
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
}`),jt=new D(`
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
}`),zt=new D(`
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
}`),Gt=new D(`
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
}`),Yt=new D(`
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
fragment Me on Viewer {
  user {
    ...Person
  }
  inbox {
    unreadCount
  }
}`);var no=Symbol.for("pv"),to=0;function r(e,n,t,i,o,s){n||(n={});var a,l,m=n;if("ref"in m&&typeof e!="function")for(l in m={},n)l=="ref"?a=n[l]:m[l]=n[l];var d={type:e,props:m,key:t,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:no,__v:--to,__i:-1,__u:0};return(o||s)&&(d.__source=o,d.__self=s),k.vnode&&k.vnode(d),d}var ro=6e3,Fn=ie(""),Xt=0;function Mn(e){clearTimeout(Xt),Fn.set(e),Xt=setTimeout(()=>Fn.set(""),ro)}function Jt(){let e=se(Fn);return r("div",{class:"notice",role:"status","aria-live":"polite",children:e&&r("p",{children:e})})}var oo=30,Ne=new Map,ln=ie(0);function Qe(){Ne.clear(),ln.set(ln.get()+1)}function G(e,n,t,i){let[,o]=Tn(c=>c+1,0),s=`${e} ${JSON.stringify(t)}`,a=Sn(()=>Ne.get(s)??io(s),[s]);async function l(c){if(a.busy){a.late||=c===null;return}Object.assign(a,{busy:!0,late:!1,failure:null}),o(void 0);try{let b=await Ee(n,{...t,after:c});a.answers=c===null?[b]:[...a.answers,b]}catch(b){a.failure=b instanceof me?b:new me(String(b),"INTERNAL",!1)}a.busy=!1,o(void 0),a.late&&await l(null)}O(()=>{a.answers.length||l(null)},[s]);let m=a.answers.at(-1),d=m&&i(m)?.pageInfo;return{...a,first:a.answers[0],more:d?.hasNextPage?()=>l(d.endCursor):null,again:()=>l(a.answers.length&&a.failure&&d?d.endCursor:null),refresh:()=>l(null)}}function io(e){let n={answers:[],failure:null,busy:!1,late:!1};Ne.set(e,n);let[t]=Ne.keys();return Ne.size>oo&&t!==void 0&&Ne.delete(t),n}var Rn=new Set;function un(e){let n={input:{articleId:e.id}};return cn(e.id,ir(e),()=>e.viewerHasBumped?ae(At,n):ae(Pt,n))}function Zt(e){let n={input:{commentId:e.id}};return cn(e.id,ir(e),()=>e.viewerHasBumped?ae(Dt,n):ae(It,n))}function he(e){let n={input:{tribeId:e.id}};return Qe(),cn(e.id,sr(e),()=>e.viewerIsFollowing?ae(Mt,n):ae(Ft,n))}function er(e){let n={input:{userId:e.id}};return Qe(),cn(e.id,sr(e),()=>e.viewerIsFollowing?ae(Ut,n):ae(Rt,n))}function nr(e,n,t,i){return ae(Nt,{input:{articleId:e,parentId:n,body:t,idempotencyKey:i}})}async function tr(e){await Ee(Ot,{input:{articleId:e}}).catch(()=>{})}function rr(e){return ae(Ht,{input:{until:e}})}function or(e){return ae($t,{input:{name:e}})}function Un(){return Array.from(crypto.getRandomValues(new Uint8Array(16)),e=>e.toString(16)).join("-")}function ir(e){let n=e.viewerHasBumped?-1:1;return{viewerHasBumped:n>0,bumpCount:e.bumpCount+n}}function sr(e){let n=e.viewerIsFollowing?-1:1,t=e.followerCount===void 0?{}:{followerCount:e.followerCount+n};return{viewerIsFollowing:n>0,...t}}async function cn(e,n,t){if(Rn.has(e))return!1;Rn.add(e);let i=wt(e,{...n}),o=await t().finally(()=>Rn.delete(e));return o||i(),o}async function ae(e,n){try{let t=await Ee(e,n),[i]=Object.values(t),[o]=i?.userErrors??[];return o&&Mn(o.message),!o||o.code==="STALE"}catch(t){let i=t instanceof me&&t.code==="UNAUTHENTICATED";return Mn(i?"Choose who you are first, at the top of the page.":String(t.message)),!1}}var Nn=0;function dn(){let[e="",n=""]=location.hash.replace(/^#\/?/,"").split("?"),[t="",i=""]=e.split("/"),o=history.state;Nn=Math.max(Nn,o?.visit??0);let s=o?.visit??++Nn;return o?.visit===void 0&&history.replaceState({visit:s},""),{page:t,of:so(i),query:new URLSearchParams(n),visit:s}}function A(e,n="",t={}){let i=new URLSearchParams(t).toString();return`#/${e}${n&&`/${encodeURIComponent(n)}`}${i&&`?${i}`}`}function le(e,n,t){return t.find(i=>i===e.query.get(n))??t[0]}function so(e){try{return decodeURIComponent(e)}catch{return e}}var ao=new Intl.NumberFormat("en",{notation:"compact",maximumFractionDigits:1}),lo=new Intl.RelativeTimeFormat("en",{numeric:"auto",style:"short"}),uo=[["year",31536e3],["month",2592e3],["week",604800],["day",86400],["hour",3600],["minute",60]];function On(e){return ao.format(e)}function S(e,n,t=`${n}s`){return`${On(e)} ${e===1?n:t}`}function ar(e){let n=(Date.parse(e)-Date.now())/1e3;for(let[t,i]of uo)if(Math.abs(n)>=i)return lo.format(Math.trunc(n/i),t);return"just now"}function lr(e){let n=e.split(/[\s-]+/).filter(Boolean);return(n.length>1?[n[0],n.at(-1)]:n).map(t=>[...t??""][0]).join("").toUpperCase()}function ur(e){let n=7;for(let t of e)n=(n*31+(t.codePointAt(0)??0))%3600;return n%360}function M({name:e,square:n}){return r("span",{class:n?"avatar square":"avatar",style:{"--hue":ur(e)},"aria-hidden":"true",children:lr(e)})}function Y(e){O(()=>{document.title=e?`${e} \xB7 Bandstand`:"Bandstand"},[e])}function w(e){return e.name??e.handle??e.slug??(e.id===En.get()?"You":"Somebody new")}function ue({user:e}){B();let n=P(e);return n.handle===null?r("span",{children:w(n)}):r("a",{href:A("user",n.handle),children:w(n)})}function Pe({tribe:e}){let n=P(e);return n.slug===null?r("span",{children:w(n)}):r("a",{href:A("tribe",n.slug),children:w(n)})}function Oe({at:e}){return r("time",{dateTime:e,title:new Date(e).toLocaleString(),children:ar(e)})}function co(){return r("svg",{viewBox:"0 0 16 16",width:"16",height:"16","aria-hidden":"true",children:r("path",{d:"M2.5 10.5 8 5l5.5 5.5",fill:"none",stroke:"currentColor","stroke-width":"2.25","stroke-linecap":"round","stroke-linejoin":"round"})})}function $e({of:e,what:n,bump:t}){B();let i=P(e);return r("button",{class:"bump","data-bump":!0,"aria-pressed":i.viewerHasBumped,onClick:()=>{t(i)},"aria-label":`Bump ${n}, ${S(i.bumpCount,"bump")}`,children:[r(co,{}),r("span",{class:"number",children:On(i.bumpCount)})]})}function fe({of:e,name:n,follow:t}){return r("button",{class:e.viewerIsFollowing?"follow followed":"follow",onClick:()=>{t()},children:[e.viewerIsFollowing?"Following":"Follow",r("span",{class:"unseen",children:[" ",n]})]})}function He({title:e,tribes:n}){return B(),n.length?r("section",{class:"panel",children:[r("h2",{children:e}),r("ul",{class:"rows",children:n.map(P).map(t=>r("li",{children:[r(M,{name:w(t),square:!0}),r("span",{class:"row-name",children:[r(Pe,{tribe:t}),r("small",{children:S(t.followerCount,"follower")})]}),r(fe,{of:t,name:w(t),follow:()=>he(t)})]},t.id))})]}):null}function ce(e){return r("nav",{class:"tabs","aria-label":e.label,children:e.words.map(([n,t])=>r("a",{href:e.href(n),"aria-current":n===e.chosen?"true":void 0,children:t},n))})}function we({html:e}){return r("div",{class:"prose",dangerouslySetInnerHTML:{__html:e}})}function X({failure:e,again:n}){return r("div",{class:"trouble panel",role:"alert",children:[r("p",{children:e.message}),r("button",{onClick:n,children:"Try again"})]})}function H({children:e}){return r("div",{class:"empty panel",children:e})}function J({rows:e=4}){return r("div",{class:"skeleton",role:"status","aria-label":"Loading",children:Array.from({length:e},(n,t)=>r("div",{class:"panel",children:[r("i",{}),r("i",{}),r("i",{})]},t))})}function ve({more:e,busy:n}){return e?r("button",{class:"more",onClick:e,"aria-disabled":n,children:n?"Loading\u2026":"More"}):null}function $n({label:e,button:n,send:t,focus:i=!1,cancel:o}){let[s,a]=K(!1);return r("form",{class:"writing",onSubmit:async d=>{d.preventDefault();let c=d.currentTarget.elements.namedItem("text");s||!c.value.trim()||(a(!0),await t(c.value.trim())&&(c.value=""),a(!1))},children:[r("textarea",{name:"text",rows:3,maxLength:1e4,required:!0,"aria-label":e,placeholder:e,onKeyDown:d=>{d.key==="Enter"&&(d.ctrlKey||d.metaKey)&&d.currentTarget.form?.requestSubmit(),d.key==="Escape"&&o?.()},ref:d=>{i&&d&&!d.dataset.met&&(d.dataset.met="1",d.focus())}}),r("div",{class:"writing-foot",children:[o&&r("button",{type:"button",class:"quiet",onClick:o,children:"Cancel"}),r("button",{type:"submit",class:"primary","aria-disabled":s,children:n})]})]})}var Ae=[["NEW","New"],["HOT","Hot"],["TOP","Top"]],cr={ARTICLE:"",IMAGE:"Picture",VIDEO:"Film"};function Ie(e){let n=new Map;for(let t of e)for(let{node:i}of t?.edges??[])n.has(i.id)||n.set(i.id,i);return[...n.values()]}function De(e){return B(),r(V,{children:[r("ol",{class:"feed",children:e.articles.map(n=>r("li",{children:r(Bn,{article:P(n)})},n.id))}),r(ve,{more:e.more,busy:e.busy})]})}function Hn({article:e}){return r("div",{class:"byline",children:[r(M,{name:w(P(e.author))}),r("p",{children:[r(ue,{user:e.author}),r("small",{children:[r(Pe,{tribe:e.tribe}),r("span",{"aria-hidden":"true",children:" \xB7 "}),r(Oe,{at:e.publishedAt}),cr[e.kind]&&r("span",{class:"kind",children:cr[e.kind]})]})]})]})}function Bn({article:e}){return r("article",{class:"card panel","data-item":!0,tabIndex:-1,"aria-labelledby":`title-${e.id}`,children:[r(Hn,{article:e}),r("h2",{id:`title-${e.id}`,children:r("a",{"data-open":!0,href:A("article",e.id),children:e.title})}),e.excerpt&&r("p",{class:"excerpt",children:e.excerpt}),r("p",{class:"foot",children:[r($e,{of:e,what:e.title,bump:un}),r("a",{class:"said",href:A("article",e.id),children:S(e.commentCount,"comment")}),r("span",{children:S(e.viewCount,"view")})]})]})}function j(e){return e===null?"null":Array.isArray(e)?"array":typeof e}function xe(e){return j(e)==="object"}function mo(e){return Array.isArray(e)&&e.length>0&&e.every(n=>"message"in n)}function Ln(e,n){return e.length<124?e:n}var dr="graphql-transport-ws";var Z=(e=>(e[e.InternalServerError=4500]="InternalServerError",e[e.InternalClientError=4005]="InternalClientError",e[e.BadRequest=4400]="BadRequest",e[e.BadResponse=4004]="BadResponse",e[e.Unauthorized=4401]="Unauthorized",e[e.Forbidden=4403]="Forbidden",e[e.SubprotocolNotAcceptable=4406]="SubprotocolNotAcceptable",e[e.ConnectionInitialisationTimeout=4408]="ConnectionInitialisationTimeout",e[e.ConnectionAcknowledgementTimeout=4504]="ConnectionAcknowledgementTimeout",e[e.SubscriberAlreadyExists=4409]="SubscriberAlreadyExists",e[e.TooManyInitialisationRequests=4429]="TooManyInitialisationRequests",e))(Z||{}),ee=(e=>(e.ConnectionInit="connection_init",e.ConnectionAck="connection_ack",e.Ping="ping",e.Pong="pong",e.Subscribe="subscribe",e.Next="next",e.Error="error",e.Complete="complete",e))(ee||{});function mr(e){if(!xe(e))throw new Error(`Message is expected to be an object, but got ${j(e)}`);if(!e.type)throw new Error("Message is missing the 'type' property");if(typeof e.type!="string")throw new Error(`Message is expects the 'type' property to be a string, but got ${j(e.type)}`);switch(e.type){case"connection_init":case"connection_ack":case"ping":case"pong":{if(e.payload!=null&&!xe(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object or nullish or missing, but got "${e.payload}"`);break}case"subscribe":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${j(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!xe(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${j(e.payload)}`);if(typeof e.payload.query!="string")throw new Error(`"${e.type}" message payload expects the 'query' property to be a string, but got ${j(e.payload.query)}`);if(e.payload.variables!=null&&!xe(e.payload.variables))throw new Error(`"${e.type}" message payload expects the 'variables' property to be a an object or nullish or missing, but got ${j(e.payload.variables)}`);if(e.payload.operationName!=null&&j(e.payload.operationName)!=="string")throw new Error(`"${e.type}" message payload expects the 'operationName' property to be a string or nullish or missing, but got ${j(e.payload.operationName)}`);if(e.payload.extensions!=null&&!xe(e.payload.extensions))throw new Error(`"${e.type}" message payload expects the 'extensions' property to be a an object or nullish or missing, but got ${j(e.payload.extensions)}`);break}case"next":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${j(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!xe(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${j(e.payload)}`);break}case"error":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${j(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);if(!mo(e.payload))throw new Error(`"${e.type}" message expects the 'payload' property to be an array of GraphQL errors, but got ${JSON.stringify(e.payload)}`);break}case"complete":{if(typeof e.id!="string")throw new Error(`"${e.type}" message expects the 'id' property to be a string, but got ${j(e.id)}`);if(!e.id)throw new Error(`"${e.type}" message requires a non-empty 'id' property`);break}default:throw new Error(`Invalid message 'type' property "${e.type}"`)}return e}function pr(e,n){return mr(typeof e=="string"?JSON.parse(e,n):e)}function Be(e,n){return mr(e),JSON.stringify(e,n)}function qn(e){let{url:n,connectionParams:t,lazy:i=!0,onNonLazyError:o=console.error,lazyCloseTimeout:s=0,keepAlive:a=0,disablePong:l,connectionAckWaitTimeout:m=0,retryAttempts:d=5,retryWait:c=async function(I){let f=Math.pow(2,I);await new Promise(T=>setTimeout(T,f*1e3+Math.floor(Math.random()*2700+300)))},shouldRetry:b=Vn,on:p,webSocketImpl:u,generateID:y=function(){return"xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g,I=>{let f=Math.random()*16|0;return(I=="x"?f:f&3|8).toString(16)})},jsonMessageReplacer:F,jsonMessageReviver:x}=e,C;if(u){if(!fo(u))throw new Error("Invalid WebSocket implementation provided");C=u}else typeof WebSocket<"u"?C=WebSocket:typeof global<"u"?C=global.WebSocket||global.MozWebSocket:typeof window<"u"&&(C=window.WebSocket||window.MozWebSocket);if(!C)throw new Error("WebSocket implementation missing; on Node you can `import WebSocket from 'ws';` and pass `webSocketImpl: WebSocket` to `createClient`");let g=C,_=(()=>{let h=(()=>{let f={};return{on(T,R){return f[T]=R,()=>{delete f[T]}},emit(T){"id"in T&&f[T.id]?.(T)}}})(),I={connecting:p?.connecting?[p.connecting]:[],opened:p?.opened?[p.opened]:[],connected:p?.connected?[p.connected]:[],ping:p?.ping?[p.ping]:[],pong:p?.pong?[p.pong]:[],message:p?.message?[h.emit,p.message]:[h.emit],closed:p?.closed?[p.closed]:[],error:p?.error?[p.error]:[]};return{onMessage:h.on,on(f,T){let R=I[f];return R.push(T),()=>{let U=R.indexOf(T);U>-1&&R.splice(U,1)}},emit(f,...T){for(let R of[...I[f]])R(...T)}}})();function E(h){let I=[_.on("error",f=>{I.forEach(T=>T()),h(f)}),_.on("closed",f=>{I.forEach(T=>T()),h(f)})];return()=>I.forEach(f=>f())}let te,re=0,ge,z=!1,Te=0,oe=!1;async function de(){clearTimeout(ge);let[h,I]=await(te??(te=new Promise((R,U)=>(async()=>{if(z){if(await c(Te),!re)return te=void 0,U({code:1e3,reason:"All Subscriptions Gone"});Te++}_.emit("connecting",z);let v=new g(typeof n=="function"?await n():n,dr),pe,Fe;function ze(){isFinite(a)&&a>0&&(clearTimeout(Fe),Fe=setTimeout(()=>{v.readyState===g.OPEN&&(v.send(Be({type:ee.Ping})),_.emit("ping",!1,void 0))},a))}E(q=>{te=void 0,clearTimeout(pe),clearTimeout(Fe),U(q),q instanceof je&&(v.close(4499,"Terminated"),v.onerror=null,v.onclose=null)}),v.onerror=q=>_.emit("error",q),v.onclose=q=>_.emit("closed",q),v.onopen=async()=>{try{_.emit("opened",v);let q=typeof t=="function"?await t():t;if(v.readyState!==g.OPEN)return;v.send(Be(q?{type:ee.ConnectionInit,payload:q}:{type:ee.ConnectionInit},F)),isFinite(m)&&m>0&&(pe=setTimeout(()=>{v.close(Z.ConnectionAcknowledgementTimeout,"Connection acknowledgement timeout")},m)),ze()}catch(q){_.emit("error",q),v.close(Z.InternalClientError,Ln(q instanceof Error?q.message:String(q),"Internal client error"))}};let Me=!1;v.onmessage=({data:q})=>{try{let L=pr(q,x);if(_.emit("message",L),L.type==="ping"||L.type==="pong"){_.emit(L.type,!0,L.payload),L.type==="pong"?ze():l||(v.send(Be(L.payload?{type:ee.Pong,payload:L.payload}:{type:ee.Pong},F)),_.emit("pong",!1,L.payload));return}if(Me)return;if(L.type!==ee.ConnectionAck)throw new Error(`First message cannot be of type ${L.type}`);clearTimeout(pe),Me=!0,_.emit("connected",v,L.payload,z),z=!1,Te=0;let jn=new Promise((Ro,Or)=>E(Or));jn.catch(()=>{}),R([v,jn])}catch(L){v.onmessage=null,_.emit("error",L),v.close(Z.BadResponse,Ln(L instanceof Error?L.message:String(L),"Bad response"))}}})())));h.readyState===g.CLOSING&&await I;let f=()=>{},T=new Promise(R=>f=R);return[h,f,new Promise((R,U)=>{let v=E(U);h.readyState!==g.OPEN&&I.catch(U),T.then(()=>{if(v(),!re){let pe=()=>h.close(1e3,"Normal Closure");isFinite(s)&&s>0?(clearTimeout(ge),ge=setTimeout(()=>{!re&&h.readyState===g.OPEN&&pe()},s)):pe()}R()})})]}function ne(h){if(Vn(h)&&(po(h.code)||[Z.InternalServerError,Z.InternalClientError,Z.BadRequest,Z.BadResponse,Z.Unauthorized,Z.SubprotocolNotAcceptable,Z.SubscriberAlreadyExists,Z.TooManyInitialisationRequests].includes(h.code)))throw h;if(oe)return!1;if(Vn(h)&&h.code===1e3)return re>0;if(!d||Te>=d||!b(h))throw h;return z=!0}i||(async()=>{for(re++;;)try{let[,,h]=await de();await h}catch(h){try{if(!ne(h))return}catch(I){return o?.(I)}}})();function W(h,I){let f=y(h),T=!1,R=!1,U=()=>{re--,T=!0};return(async()=>{for(re++;;)try{let[v,pe,Fe]=await de();if(T)return Fe.catch(()=>{}),pe();let ze=_.onMessage(f,Me=>{switch(Me.type){case ee.Next:{I.next(Me.payload);return}case ee.Error:{R=!0,T=!0,I.error(Me.payload),U();return}case ee.Complete:{T=!0,U();return}}});v.send(Be({id:f,type:ee.Subscribe,payload:h},F)),U=()=>{!T&&v.readyState===g.OPEN&&v.send(Be({id:f,type:ee.Complete},F)),re--,T=!0,pe()},await Fe.finally(ze);return}catch(v){if(!ne(v))return}})().then(()=>{R||I.complete()}).catch(v=>{I.error(v)}),()=>{T||U()}}return{on:_.on,subscribe:W,iterate(h){let I=[],f={done:!1,error:null,resolve:()=>{}},T=W(h,{next(U){I.push(U),f.resolve()},error(U){f.done=!0,f.error=U,f.resolve()},complete(){f.done=!0,f.resolve()}}),R=(async function*(){for(;;){for(I.length||await new Promise(v=>f.resolve=v);I.length;)yield I.shift();if(f.error)throw f.error;if(f.done)return}})();return R.throw=async U=>(f.done||(f.done=!0,f.error=U,f.resolve()),{done:!0,value:void 0}),R.return=async()=>(T(),{done:!0,value:void 0}),R},async dispose(){if(oe=!0,te){let[h]=await te;h.close(1e3,"Normal Closure")}},terminate(){te&&_.emit("closed",new je)}}}var je=class extends Error{name="TerminatedCloseEvent";message="4499: Terminated";code=4499;reason="Terminated";wasClean=!1};function Vn(e){return xe(e)&&"code"in e&&"reason"in e}function po(e){return[1e3,1001,1006,1005,1012,1013,1014].includes(e)?!1:e>=1e3&&e<=1999}function fo(e){return typeof e=="function"&&"constructor"in e&&"CLOSED"in e&&"CLOSING"in e&&"CONNECTING"in e&&"OPEN"in e}var go=40,fr=new Map;function Le(e){let n=e.slice(0,go).map(({id:t})=>t);O(()=>{let t=n.map(i=>Kn("",Bt,{id:i},()=>{}));return()=>t.forEach(i=>i())},[n.join()])}function gr(e){O(()=>Kn(e,Vt,{},()=>{Ee(qt,{}).catch(()=>{})}),[e])}function Wn({of:e,order:n,shown:t,refresh:i}){let[o,s]=K([]);O(()=>Kn(e,Lt,{order:n},({feedUpdated:d})=>{s(d.edges.map(({node:c})=>c.id))}),[e,n]);let a=new Set(t.map(({id:d})=>d)),l=n==="NEW"?o.filter(d=>!a.has(d)).length:0;if(!t.length||!l)return null;let m=async()=>{await i(),scrollTo({top:0})};return r("button",{class:"fresh","aria-live":"polite",onClick:()=>{m()},children:["Show ",S(l,"new article")]})}function Kn(e,n,t,i){return bo(e).subscribe({query:n.toString(),variables:t},{next:({data:o})=>{o&&(Re(o),i(o))},error:()=>{},complete:()=>{}})}function bo(e){let n=fr.get(e);if(n)return n;let t=qn({url:new URL("/graphql",location.href).href.replace(/^http/,"ws"),connectionParams:()=>({...e&&{"X-Viewer":e},...Ue()&&{"X-Consistency-Token":Ue()}}),shouldRetry:()=>!0,retryAttempts:Number.POSITIVE_INFINITY,keepAlive:12e3,lazyCloseTimeout:2e3});return fr.set(e,t),t}var br=[["OLD","Oldest"],["NEW","Newest"],["TOP","Top"]],yo=3;function yr({article:e,comments:n,refresh:t}){B();let i=new Set(n.map(({id:l})=>l)),o=Map.groupBy(n,({parent:l})=>l&&i.has(l.id)?l.id:""),s=async(l,m,d)=>{let c=await nr(e,l,ho(m),d);return c&&await t(),c},a=(l,m)=>r("ol",{class:m?"replies":"thread","data-depth":Math.min(m,yo),children:(o.get(l)??[]).map(d=>r("li",{children:[r(_o,{comment:P(d),say:s}),o.has(d.id)&&a(d.id,m+1)]},d.id))});return r(V,{children:[r(_r,{children:(l,m)=>r($n,{label:"Add a comment",button:"Comment",send:async d=>await s(null,d,l)&&m()})}),a("",0)]})}function _o({comment:e,say:n}){let[t,i]=K(!1),o=w(P(e.author));return r("article",{class:"comment","data-item":!0,tabIndex:-1,"aria-label":`Comment by ${o}`,children:[r("p",{class:"byline",children:[r(M,{name:o}),r(ue,{user:e.author}),r(Oe,{at:e.postedAt})]}),r(we,{html:e.body}),r("p",{class:"foot",children:[r($e,{of:e,what:`the comment by ${o}`,bump:Zt}),r("button",{class:"quiet","aria-expanded":t,onClick:()=>i(!t),"aria-label":`Reply to ${o}`,children:"Reply"})]}),t&&r(_r,{children:s=>r($n,{label:`Reply to ${o}`,button:"Reply",focus:!0,cancel:()=>i(!1),send:async a=>{let l=await n(e.id,a,s);return l&&i(!1),l}})})]})}function _r({children:e}){let[n,t]=K(Un);return r(V,{children:e(n,()=>(t(Un()),!0))})}function ho(e){return e.replaceAll("&","&amp;").replaceAll("<","&lt;").replaceAll(">","&gt;").split(/\n{2,}/).map(t=>`<p>${t.replaceAll(`
`,"<br>")}</p>`).join("")}function hr({route:e}){B();let n=le(e,"comments",["OLD","NEW","TOP"]),t=G(e.visit,zt,{id:e.of,order:n},d=>d.article?.comments),i=t.first?.article,o=i&&P(i);Y(o?.title);let s=t.answers.flatMap(d=>d.article?.comments.edges.map(({node:c})=>c)??[]),a=t.more||!o?0:o.commentCount-s.length;Le(i?[i]:[]),O(()=>{i&&Q()&&tr(i.id)},[i?.id]);let l=o&&P(o.tribe),m=async()=>{t.more&&n==="OLD"?location.hash=A("article",e.of,{comments:"NEW"}):await t.refresh()};return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&l&&r("article",{class:"article panel","data-item":!0,tabIndex:-1,"aria-labelledby":"title",children:[r(Hn,{article:o}),r("h1",{id:"title",children:o.title}),r(we,{html:o.body||o.excerpt}),o.media.map(d=>r("img",{src:d.url,alt:d.alt,loading:"lazy",referrerpolicy:"no-referrer"},d.url)),r("p",{class:"foot","aria-live":"polite",children:[r($e,{of:o,what:o.title,bump:un}),r("span",{"data-comments":!0,children:S(o.commentCount,"comment")}),r("span",{"data-views":!0,children:S(o.viewCount,"view")}),o.repostCount>0&&r("span",{children:S(o.repostCount,"repost")})]})]}),o&&r("section",{"aria-label":"Comments",class:"comments",children:[r("header",{class:"page-head",children:[r("h2",{children:"Comments"}),r(ce,{label:"Order of comments",words:br,chosen:n,href:d=>A("article",e.of,{comments:d})})]}),a>0&&t.first&&!t.busy&&r("button",{class:"fresh",onClick:()=>{t.refresh()},children:["Show ",S(a,"new comment")]}),r(yr,{article:o.id,comments:s,refresh:m}),!s.length&&r("p",{class:"quiet-words",children:"Nobody has said anything yet."}),r(ve,{more:t.more,busy:t.busy})]}),!t.first&&t.busy&&r(J,{rows:2}),t.failure&&r(X,{failure:t.failure,again:t.again}),t.first&&!o&&r(H,{children:"This article is not here, or no more."})]}),r("aside",{class:"side-column","aria-label":"Tribe",children:l&&r("section",{class:"panel about",children:[r(M,{name:w(l),square:!0}),r("h2",{children:r(Pe,{tribe:l})}),r("p",{children:S(l.followerCount,"follower")}),r(fe,{of:l,name:w(l),follow:()=>he(l)})]})})]})}var wr={ARTICLE_BUMPED:"bumped your article",ARTICLE_COMMENTED:"commented on your article",COMMENT_BUMPED:"bumped your comment on",COMMENT_REPLIED:"replied to your comment on",FOLLOWED:"follow you"};function vr({me:e,here:n}){gr(e);let t=se(on);return r("a",{class:"bell",href:A("inbox"),"aria-current":n?"page":void 0,children:[r("svg",{viewBox:"0 0 24 24",width:"22",height:"22","aria-hidden":"true",children:r("path",{d:"M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6m4 9a2 2 0 0 0 4 0",fill:"none",stroke:"currentColor","stroke-width":"2","stroke-linecap":"round","stroke-linejoin":"round"})}),r("span",{class:"unseen",children:t?`Notifications, ${t} unread`:"Notifications"}),t>0&&r("span",{class:"number","aria-hidden":"true",children:t>99?"99+":t})]})}function xr({route:e}){B(),Y("Notifications");let n=se(on),t=G(e.visit,Gt,{},a=>a.viewer?.inbox.notifications),i=t.answers.flatMap(a=>a.viewer?.inbox.notifications.edges.map(({node:l})=>l)??[]),[o]=i,s=async()=>{o&&await rr(o.at)&&await t.refresh()};return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Notifications"}),n>0&&r("button",{onClick:()=>{s()},children:"Mark all as read"})]}),r("ol",{class:"notices",children:i.map(a=>r("li",{children:r(wo,{notice:a})},a.id))}),r(ve,{more:t.more,busy:t.busy}),!t.first&&t.busy&&r(J,{}),t.failure&&r(X,{failure:t.failure,again:t.again}),t.first&&!t.first.viewer&&r(H,{children:"Choose who you are first, at the top of the page."}),t.first?.viewer&&!i.length&&r(H,{children:"Nothing yet. Write something, and others will bump it."})]})})}function wo({notice:e}){let n=e.comments.edges.map(({node:s})=>s),t=n.length?n.map(({author:s})=>s):e.actors.edges.map(({node:s})=>s),i=e.commentCount?0:e.actorCount-t.length,[o]=t;return r("article",{class:e.isRead?"hit panel":"hit panel new","data-item":!0,tabIndex:-1,"aria-label":wr[e.kind],children:[r(M,{name:o?w(P(o)):"?"}),r("div",{children:[r("p",{children:[!e.isRead&&r("span",{class:"unseen",children:"New: "}),r(vo,{people:t,others:i})," ",wr[e.kind]," ",e.article&&r("a",{"data-open":!0,href:A("article",e.article.id),children:r("strong",{children:e.article.title})}),!e.article&&e.kind!=="FOLLOWED"&&"that was taken down",e.commentCount>n.length&&` (${S(e.commentCount,"comment")})`]}),r(Oe,{at:e.at})]})]})}function vo({people:e,others:n}){let t=[...new Map(e.map(i=>[i.id,i])).values()];return r(V,{children:[t.map((i,o)=>r("span",{children:[o>0&&(n>0?", ":" and "),r(ue,{user:i})]},i.id)),n>0&&` and ${S(n,"other")}`]})}var Tr=[["j","next article or comment"],["k","the one before"],["Enter","open it"],["b","bump it, or take the bump back"],["/","search"],["h","home"],["?","these keys"]],Ce=ie(!1);function kr(){addEventListener("keydown",e=>{let n=e.target;n.closest("input, textarea, select, dialog")||e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented||xo(e.key,n)&&e.preventDefault()})}function xo(e,n){let t=n.closest("[data-item]");return e==="j"||e==="k"?Co(t,e==="j"?1:-1):e==="b"?Cr(t??document,t?"[data-bump]":".article [data-bump]"):e==="Enter"?n===t&&Cr(t,"[data-open]"):e==="/"?To("#search"):(e==="h"&&(location.hash="#/"),e==="?"&&Ce.set(!Ce.get()),e==="h"||e==="?")}function Co(e,n){let t=[...document.querySelectorAll("[data-item]")],i=e?t.indexOf(e)+n:0,o=t[Math.max(0,Math.min(i,t.length-1))];return o?.focus({preventScroll:!0}),o?.scrollIntoView({block:"nearest"}),o!==void 0}function Cr(e,n){let t=e.querySelector(n);return t?.click(),t!==null}function To(e){let n=document.querySelector(e);return n?.focus(),n!==null}var ko=[["","All"],["ARTICLE","Articles"],["TRIBE","Tribes"],["USER","People"]];function Er({route:e}){let n=e.page==="search"?e.query.get("q")??"":"";return r("form",{class:"search",role:"search",onSubmit:t=>{t.preventDefault();let i=t.currentTarget.elements.namedItem("q");i.value.trim()&&(location.hash=A("search","",{q:i.value.trim()}))},children:r("input",{id:"search",name:"q",type:"search",maxLength:200,defaultValue:n,placeholder:"Search","aria-label":"Search articles, tribes and people",autocomplete:"off"},n)})}function Pr({route:e}){let n=e.query.get("q")?.trim()??"";Y(n?`\u201C${n}\u201D`:"Search");let t=le(e,"type",["","ARTICLE","TRIBE","USER"]);return r("div",{class:"columns",children:r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:n?`\u201C${n}\u201D`:"Search"}),n&&r(ce,{label:"What",words:ko,chosen:t,href:i=>A("search","",{q:n,type:i})})]}),n?r(So,{words:n,type:t||null,visit:e.visit}):r(H,{children:"Which words? The last may be the beginning of one."})]})})}function So({words:e,type:n,visit:t}){B();let i=G(t,Yt,{query:e,type:n},s=>s.search),o=i.answers.flatMap(({search:s})=>s.edges.map(({node:a})=>a));return r(V,{children:[r("ol",{class:"feed",children:o.map(s=>r("li",{children:r(Eo,{of:s})},s.id))}),r(ve,{more:i.more,busy:i.busy}),!i.first&&i.busy&&r(J,{}),i.failure&&r(X,{failure:i.failure,again:i.again}),i.first&&!o.length&&r(H,{children:"Nothing has all these words."})]})}function Eo({of:e}){if(e.__typename==="Article")return r(Bn,{article:P(e)});if(e.__typename==="Tribe"){let n=P(e);return r(Sr,{name:w(n),square:!0,facts:S(n.followerCount,"follower"),of:r(Pe,{tribe:n}),children:r(fe,{of:n,name:w(n),follow:()=>he(n)})})}return e.__typename==="User"?r(Sr,{name:w(P(e)),facts:e.handle??"",of:r(ue,{user:e})}):null}function Sr(e){return r("article",{class:"hit panel","data-item":!0,tabIndex:-1,"aria-label":e.name,children:[r(M,{name:e.name,square:e.square===!0}),r("span",{class:"row-name",children:[e.of,r("small",{children:e.facts})]}),e.children]})}function Ar({route:e,me:n,choose:t}){let i=(o,s)=>r("a",{href:A(o),"aria-current":e.page===o?"page":void 0,children:s});return r("header",{class:"top",children:r("div",{class:"top-row",children:[r("a",{class:"brand",href:A(""),children:[r(Po,{}),"Bandstand"]}),r("nav",{class:"places","aria-label":"Places",children:[i("","Home"),i("all","Everything")]}),r(Er,{route:e}),n&&r(vr,{me:n,here:e.page==="inbox"}),r(Ao,{me:n,choose:t})]})})}function Po(){return r("svg",{viewBox:"0 0 24 24",width:"26",height:"26","aria-hidden":"true",children:[r("path",{d:"M4.2 17.5a9 9 0 1 1 15.6 0",fill:"none",stroke:"currentColor","stroke-width":"2.4","stroke-linecap":"round"}),r("path",{class:"needle",d:"M12 13.5 17 7",fill:"none","stroke-width":"2.4","stroke-linecap":"round"})]})}function Ao({me:e,choose:n}){let t=kn(null),i=o=>{t.current&&(t.current.open=!1),t.current?.querySelector("summary")?.focus(),n(o)};return O(()=>{let o=s=>{let a=t.current;a?.open&&(s instanceof KeyboardEvent?s.key==="Escape":!a.contains(s.target))&&(a.open=!1,s instanceof KeyboardEvent&&a.querySelector("summary")?.focus())};return addEventListener("keydown",o),addEventListener("click",o),()=>{removeEventListener("keydown",o),removeEventListener("click",o)}},[]),r("details",{class:"who",ref:t,children:[r("summary",{children:[r(M,{name:e||"?"}),r("span",{class:"unseen",children:"You are "}),r("span",{class:"who-name",children:e||"signed out"})]}),r("div",{class:"menu panel",children:[r("p",{children:"In development you are who you say. Another window can be somebody else."}),r("ul",{children:[Ct.map(o=>r("li",{children:r("button",{"aria-pressed":o===e,onClick:()=>i(o),children:[r(M,{name:o}),o]})},o)),r("li",{children:r("button",{"aria-pressed":e==="",onClick:()=>i(""),children:[r(M,{name:"?"}),"signed out"]})})]}),r("form",{onSubmit:o=>{o.preventDefault();let s=o.currentTarget.elements.namedItem("name"),[a,l]=[s.value.trim(),St(s.value)];l&&(i(l),or(a),s.value="")},children:[r("label",{children:["Somebody new",r("input",{name:"name",required:!0,maxLength:60,autocomplete:"off",placeholder:"Tazio N."})]}),r("button",{class:"primary",children:"Become"})]})]})]})}function Ir(){let e=se(Ce),n=kn(null);return O(()=>{e?n.current?.showModal():n.current?.close()},[e]),r("dialog",{ref:n,class:"panel","aria-labelledby":"keys",onClose:()=>Ce.set(!1),children:[r("h2",{id:"keys",children:"Keys"}),r("dl",{children:Tr.map(([t,i])=>r("div",{children:[r("dt",{children:r("kbd",{children:t})}),r("dd",{children:i})]},t))}),r("button",{class:"primary",onClick:()=>Ce.set(!1),children:"Close"})]})}var Io=[...Ae,["FOR_YOU","For you"]],Qn=new Set;function Dr({route:e}){Y("Home");let n=le(e,"order",["NEW","HOT","TOP","FOR_YOU"]),[t]=K(!Qn.has(Q())),i={order:n,all:n==="FOR_YOU"?"HOT":n,withAll:t},o=G(e.visit,Wt,i,u=>u.viewer?.feed.edges.length?u.viewer.feed:u.feed),s=se(ln),[a]=K(s);O(()=>{s!==a&&o.refresh()},[s]);let l=o.first?.viewer,m=l?l.user.followedTribeCount+l.user.followedUserCount:0;m?Qn.add(Q()):l&&Qn.delete(Q());let d=m>0||n==="FOR_YOU",c=Ie(o.answers.map(u=>d&&u.viewer?u.viewer.feed:u.feed)),b=l?.user.followedTribes.edges.map(({node:u})=>u)??[],p=Mr(o.first?.around.edges.map(({node:u})=>u.tribe)??[],b);return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:d?"Home":"Everything"}),r(ce,{label:"Order",words:Io,chosen:n,href:u=>A("","",{order:u})})]}),o.first&&!d&&r("div",{class:"hint panel",children:[r("p",{children:[l?"You follow nobody yet, so this is everything.":"You are signed out, so this is everything."," ",l?"Follow a tribe, and its articles make your home feed.":"Choose who you are at the top of the page."]}),l&&r("p",{class:"chips",children:p.filter(({slug:u})=>u!==null).map(u=>r("a",{class:"chip",href:A("tribe",u.slug??""),children:u.name??u.slug},u.id))})]}),r(Wn,{of:d?Q():"",order:n,shown:c,refresh:o.refresh}),r(De,{articles:c,more:o.more,busy:o.busy}),!o.first&&o.busy&&r(J,{}),o.failure&&r(X,{failure:o.failure,again:o.again}),o.first&&!c.length&&r(H,{children:"Nothing here yet. What you follow will write something."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:[r(He,{title:"You follow",tribes:b}),r(He,{title:"Tribes to follow",tribes:p})]})]})}function Fr({route:e}){Y("Everything");let n=le(e,"order",["NEW","HOT","TOP"]),t=G(e.visit,Kt,{order:n},o=>o.feed),i=Ie(t.answers.map(({feed:o})=>o));return r("div",{class:"columns",children:[r("div",{class:"main-column",children:[r("header",{class:"page-head",children:[r("h1",{children:"Everything"}),r(ce,{label:"Order",words:Ae,chosen:n,href:o=>A("all","",{order:o})})]}),r(Wn,{of:"",order:n,shown:i,refresh:t.refresh}),r(De,{articles:i,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(J,{}),t.failure&&r(X,{failure:t.failure,again:t.again}),t.first&&!i.length&&r(H,{children:"Nobody has written anything yet."})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(He,{title:"Tribes here",tribes:Mr(i.map(({tribe:o})=>o),[])})})]})}function Mr(e,n){let t=new Set(n.map(({id:i})=>i));return[...new Map(e.map(i=>[i.id,i])).values()].filter(({id:i})=>!t.has(i)).slice(0,8)}function Rr({route:e}){B();let n=le(e,"order",["NEW","HOT","TOP"]),t=G(e.visit,Qt,{slug:e.of,order:n},a=>a.tribe?.feed),i=t.first?.tribe,o=i&&P(i);Y(o?w(o):void 0);let s=Ie(t.answers.map(a=>a.tribe?.feed));return Le(s),r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r(M,{name:w(o),square:!0}),r("div",{class:"profile-words",children:[r("h1",{children:w(o)}),o.description&&r(we,{html:o.description}),r("p",{class:"facts",children:[r("span",{children:S(o.followerCount,"follower")}),r("span",{children:S(o.articleCount,"article")})]})]}),r(fe,{of:o,name:w(o),follow:()=>he(o)})]}),o&&r(ce,{label:"Order",words:Ae,chosen:n,href:a=>A("tribe",e.of,{order:a})}),r(De,{articles:s,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(J,{}),t.failure&&r(X,{failure:t.failure,again:t.again}),t.first&&!o&&r(H,{children:["There is no tribe called \u201C",e.of,"\u201D."]}),o&&!s.length&&r(H,{children:"Nobody has written here yet."})]}),r("aside",{class:"side-column","aria-label":"People",children:[o&&r(Do,{tribe:o}),o&&o.followers.edges.length>0&&r("section",{class:"panel",children:[r("h2",{children:"Latest followers"}),r("ul",{class:"rows",children:o.followers.edges.map(({node:a})=>r("li",{children:[r(M,{name:w(P(a))}),r("span",{class:"row-name",children:r(ue,{user:a})})]},a.id))})]})]})]})}function Do({tribe:e}){let{leaderboard:n,viewerStanding:t}=e;return n.edges.length?r("section",{class:"panel",children:[r("h2",{children:"Leaderboard"}),r("ol",{class:"rows",children:n.edges.map(({node:i,score:o},s)=>r("li",{children:[r("span",{class:"rank",children:s+1}),r(M,{name:w(P(i))}),r("span",{class:"row-name",children:[r(ue,{user:i}),r("small",{children:S(o,"bump")})]})]},i.id))}),t&&t.place>n.edges.length&&r("p",{class:"quiet-words standing",children:["You are number ",t.place,", with ",S(t.score,"bump"),"."]})]}):null}function Ur({route:e}){B();let n=le(e,"order",["NEW","HOT","TOP"]),t=G(e.visit,jt,{handle:e.of,order:n},l=>l.user?.feed),i=t.first?.user,o=i&&P(i);Y(o?w(o):void 0);let s=o?.id===t.first?.viewer?.user.id,a=Ie(t.answers.map(l=>l.user?.feed));return Le(a),r("div",{class:"columns",children:[r("div",{class:"main-column",children:[o&&r("header",{class:"profile panel",children:[r(M,{name:w(o)}),r("div",{class:"profile-words",children:[r("h1",{children:w(o)}),o.bio&&r(we,{html:o.bio}),r("p",{class:"facts",children:[r("span",{children:S(o.followerCount,"follower")}),r("span",{children:S(o.articleCount,"article")}),r("span",{children:[S(o.bumpsReceived,"bump")," received"]})]})]}),!s&&r(fe,{of:o,name:w(o),follow:()=>er(o)})]}),o&&r(ce,{label:"Order",words:Ae,chosen:n,href:l=>A("user",e.of,{order:l})}),r(De,{articles:a,more:t.more,busy:t.busy}),!t.first&&t.busy&&r(J,{}),t.failure&&r(X,{failure:t.failure,again:t.again}),t.first&&!o&&r(H,{children:["There is nobody called \u201C",e.of,"\u201D."]}),o&&!a.length&&r(H,{children:[w(o)," has written nothing yet."]})]}),r("aside",{class:"side-column","aria-label":"Tribes",children:r(He,{title:"Follows",tribes:o?.followedTribes.edges.map(({node:l})=>l)??[]})})]})}var Fo={"":Dr,all:Fr,tribe:Rr,user:Ur,article:hr,inbox:xr,search:Pr};function Mo(){let[e,n]=K(dn),[t,i]=K(Q);O(()=>{let a=()=>{Nr.set(e.visit,scrollY),n(dn())},l=m=>{m.target.closest("a")?.getAttribute("href")===location.hash&&(history.replaceState(null,""),n(dn()))};return addEventListener("popstate",a),addEventListener("click",l),()=>{removeEventListener("popstate",a),removeEventListener("click",l)}},[e]),O(()=>{let a=Nr.get(e.visit);scrollTo(0,a??0),a===void 0&&e.visit>1&&document.querySelector("main")?.focus({preventScroll:!0})},[e.visit]);let o=a=>{kt(a),vt(),Qe(),i(a)},s=Fo[e.page];return r(V,{children:[r("a",{class:"skip",href:"#main",onClick:a=>{a.preventDefault(),document.querySelector("main")?.focus()},children:"To the content"}),r(Ar,{route:e,me:t,choose:o}),r("main",{id:"main",tabIndex:-1,"data-visit":e.visit,children:s?r(s,{route:e},`${t} ${e.visit}`):r(H,{children:"There is no such page."})}),r("footer",{class:"bottom",children:[r("a",{href:"/graphql",children:"GraphiQL, for queries of your own"}),r("button",{class:"quiet",onClick:()=>Ce.set(!0),children:["Keys: press ",r("kbd",{children:"?"})]})]}),r(Jt,{}),r(Ir,{})]})}var Nr=new Map;history.scrollRestoration="manual";kr();st(r(Mo,{}),document.body);
